import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/lib/digest.js';
import { findRun } from '../../src/results/find-run.js';
import { readJournal } from '../../src/results/journal-file.js';
import { readRun } from '../../src/results/read-run.js';
import { verifyRun } from '../../src/results/verify.js';
import { madeRun, newestRun, rescore, scoredBlocks } from '../support/rescored.js';

/** Of each kind of grader, and of each shape of conversation, at least one. */
const mixed = [
  'chat-premise-true',
  'chat-premise-false',
  'chat-form-json',
  'coding-pairs-bound',
  'tools-busy-meter',
  'tools-ticket-trap',
  'streaming-count',
  'streaming-tool-report',
  'artifact-bars-svg',
  'artifact-sign-png',
  'picture-chart-a',
  'picture-chart-b',
  'research-notice-latest',
];

/** One for all, so that the battery is judged once. */
let judgeCache = '';
beforeAll(async () => {
  judgeCache = await mkdtemp(join(tmpdir(), 'janus-votes-'));
});
afterAll(() => rm(judgeCache, { recursive: true, force: true }));

const judgedRun = (options: Parameters<typeof madeRun>[0]) =>
  madeRun({ suite: 'public/dev', judgeCache, ...options });

test.each(['mock:instant', 'mock:flaky', 'mock:null-waffle'])(
  'with the same suite and judge scores, tasks and attempts of a run of %s are the same, byte for byte',
  async (target) => {
    const { folder, output } = await judgedRun({ target, only: mixed, judgeUrl: 'mock' });
    const before = await readRun(folder, output);
    const journal = await readFile(join(folder, 'attempts.jsonl'));
    const { code, stderr } = await rescore(folder, output);
    const { result, place } = await newestRun(output);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(scoredBlocks(result)).toBe(scoredBlocks(before.result));
    expect(result.rescored).toMatchObject({
      runId: before.result.run.id,
      journalSha256: sha256(journal),
      causes: [],
      changes: { scores: {}, tasks: [], attempts: [] },
    });
    expect(result.publishable.reasons).toContain(`it was rescored, from run ${before.result.run.id}`);
    expect(await readFile(join(folder, 'attempts.jsonl'))).toEqual(journal);
    expect(await verifyRun(place)).toMatchObject({ ok: true, differences: [] });
  },
);

test('another judge changes what it was asked about, and nothing else', async () => {
  const { folder, output } = await judgedRun({ only: mixed, judgeUrl: 'mock' });
  const argv = ['--judge-url', 'mock:always-no', '--judge-unfit', 'warn'];
  expect((await rescore(folder, output, ...argv)).code).toBe(0);
  const { result, place } = await newestRun(output);

  const changed = result.rescored?.changes.attempts ?? [];
  expect(changed.map(({ attemptId }) => attemptId)).toEqual(['chat-premise-false#0']);
  expect(result.rescored?.changes.tasks).toMatchObject([
    { id: 'chat-premise-false', before: 1, after: 0.75, flipped: true },
    { id: 'chat-premise-true', before: 1, after: 0.75, flipped: true },
  ]);
  expect(result.rescored?.changes.scores).toHaveProperty('quality');
  expect(result.judge).toMatchObject({ url: 'mock:always-no', fitness: { isFit: false } });
  expect(await verifyRun(place)).toMatchObject({ ok: true });
});

test('an unfit judge rescores nothing and leaves no folder behind', async () => {
  const { folder, output } = await judgedRun({ only: ['chat-premise-false'] });
  const { code } = await rescore(folder, output, '--judge-url', 'mock:always-no');

  expect(code).toBe(3);
  expect(await readdir(output)).toHaveLength(1);
});

test('the judge of the run is not given to the other one by flag', async () => {
  const { folder, output } = await judgedRun({ only: ['chat-premise-false'] });
  const { header } = await readJournal((await findRun(folder, output)).journal ?? '');
  const judged = {
    ...header.settings,
    judgeUrl: { value: ['https://one.example'], from: 'flag' },
    judgeModel: { value: ['m'], from: 'flag' },
    judgeApiKeyEnv: { value: ['ONE_KEY'], from: 'flag' },
  };
  const path = join(folder, 'attempts.jsonl');
  const [, ...lines] = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [JSON.stringify({ ...header, settings: judged }), ...lines].join('\n'));

  const same = await rescore(folder, output);
  expect(same.stderr).toContain('ONE_KEY, but that variable is not set');
  const other = await rescore(folder, output, '--judge-url', 'mock');
  expect(other).toMatchObject({ code: 0, stderr: '' });
});

test('without the judge what it decided is n/a, coverage falls, and the cause is named', async () => {
  const { folder, output } = await judgedRun({ only: mixed, judgeUrl: 'mock' });
  const { stdout } = await rescore(folder, output, '--judge', 'off');
  const { result } = await newestRun(output);

  expect(JSON.parse(stdout)).toMatchObject({ judge: null, run: { id: result.run.id } });
  const changed = result.rescored?.changes.attempts ?? [];
  expect(changed.map(({ attemptId }) => attemptId)).toEqual(['chat-premise-false#0']);
  expect(changed[0]?.coverage).toEqual({ before: 1, after: 0.75 });
  expect(changed[0]?.causes[0]).toMatch(/^the judge changed: embedded-fair at mock .* → none$/);
});
