import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, startJudge, type BenchOutcome, type SettingsInput } from '../../src/index.js';
import { readJournal } from '../../src/results/journal-file.js';
import { runFile } from '../../src/results/run-folder.js';
import { verifyRun } from '../../src/results/verify.js';
import { findRun } from '../../src/results/find-run.js';
import { callMain } from '../support/call-main.js';
import { card, temporaryFolder } from '../suite/temporary-suite.js';

const reference = 'We are sorry that the heronry gate stays locked. Please take the willow path to the pond.';
const question = 'Does it offer the "willow path" in place of the locked way?';

function judgedTask(id: string): string {
  return `- id: ${id}
  prompt: 'Write a short notice for visitors ({{nonce}}).'
  graders:
    - type: judge
      reference: '${reference}'
      criteria:
        - { id: sorry, kind: present, question: 'Does it say that it is "sorry"?' }
        - { id: path, kind: present, question: '${question}' }
        - { id: blame, kind: absent, question: 'Does it blame the "gardener"?' }
  oracle: ['Dear guests, sorry for this. You may take the willow path instead.']
  wrong: ['Blame the gardener for all that, dear guests.']
`;
}

const privateCard = card.replace('visibility: public', 'visibility: private');

async function judgedSuite(tasks = 2) {
  const chat = Array.from({ length: tasks }, (_, index) => judgedTask(`notice-${index}`)).join('');
  const folder = await temporaryFolder({ 'suite.yaml': privateCard, 'chat.yaml': chat });
  return { suite: folder, output: join(folder, 'results'), cache: join(folder, 'cache') };
}

const env = { PATH: process.env['PATH'], JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' };

function runWith(options: SettingsInput, more: NodeJS.ProcessEnv = {}): Promise<BenchOutcome> {
  return run({ target: 'mock', warmup: 0, judgeModel: 'embedded', ...options, env: { ...env, ...more } });
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}

describe('a run with a judge', () => {
  test('costs no judge call the second time, and comes to the same', async () => {
    const { suite, output, cache } = await judgedSuite();
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgeCache: cache };

    const first = await runWith(options);
    const requests = server.requests();
    const second = await runWith(options);

    expect(first.exitReason).toBe('ok');
    expect(first.result.attempts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(requests).toBe(first.result.judge?.calls);
    expect(requests).toBeGreaterThan(80);
    expect(server.requests()).toBe(requests);
    expect(second.result.judge).toMatchObject({ calls: 0, promptTokens: 0, agreement: 1, faults: 0 });
    expect(second.result.judge?.cachedVotes).toBeGreaterThan(80);
    expect(second.result.judge?.fitness).toEqual(first.result.judge?.fitness);
    const graded = ({ result }: BenchOutcome) =>
      result.attempts.map(({ quality, reason }) => [quality, reason]);
    expect(graded(second)).toEqual(graded(first));
    expect((await verifyRun(await findRun(first.folder, output))).differences).toEqual([]);
  });

  test('keeps how the judges came to it and what it took with every attempt', async () => {
    const { suite, output, cache } = await judgedSuite(1);
    await using one = await startJudge();
    await using two = await startJudge({ persona: 'sloppy' });
    const { result, folder } = await runWith({
      suite,
      output,
      judgeUrl: [one.url, two.url],
      judgeModel: ['m', 'n'],
      judgePrice: ['1,2', '3,4'],
      judgeCache: cache,
    });

    const { records, judgeUse } = await readJournal(runFile(folder, 'journal'));
    const judging = records[0]?.grade.criteria[0]?.judging;
    expect(judging).toMatchObject({
      votes: 4,
      agreement: 1,
      panel: { asked: 2, decided: 2, agreement: 1 },
      use: { calls: 4, cachedVotes: 0 },
    });
    expect(result.judge).toMatchObject({
      model: 'm, n',
      panel: [
        { model: 'm', url: one.url },
        { model: 'n', url: two.url },
      ],
      calls: one.requests() + two.requests(),
    });
    expect(judgeUse).toHaveLength(1);
    const costs = [judging?.use?.costUsd ?? 0, judgeUse[0]?.costUsd ?? 0];
    expect(costs.every((cost) => cost > 0)).toBe(true);
    expect(result.judge?.costUsd).toBeCloseTo(costs[0]! + costs[1]!, 9);
    expect(result.tokens.costUsd).not.toBeCloseTo(result.judge?.costUsd ?? 0, 9);
  });

  test('ends judging where the budget would be passed, and says so by its exit', async () => {
    const { suite, output, cache } = await judgedSuite(6);
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgeCache: cache, judgePrice: '1,4' };
    await runWith({ ...options, limit: '1' });

    const { result, exitReason, folder } = await runWith({ ...options, judgeBudgetUsd: '0.021' });

    expect(exitReason).toBe('budget');
    const unjudged = result.attempts.filter(({ verdict }) => verdict === 'error');
    expect(unjudged.length).toBeGreaterThan(0);
    expect(unjudged.length).toBeLessThan(6);
    for (const { reason, countedQuality } of unjudged) {
      expect(reason).toContain('the judge budget is spent');
      expect(countedQuality).toBeNull();
    }
    expect(result.judge?.costUsd).toBeGreaterThan(0);
    expect(result.judge?.costUsd).toBeLessThanOrEqual(0.021);
    expect(result.coverage.share).toBeLessThan(1);
    const { records } = await readJournal(runFile(folder, 'journal'));
    expect(records.filter(({ grade }) => grade.fault === 'judge')).toHaveLength(unjudged.length);
  });

  test('has no budget left for anything where even the battery does not fit', async () => {
    const { suite, output } = await judgedSuite(1);
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgePrice: '1,4', judgeCache: 'off' };
    await expect(runWith({ ...options, judgeBudgetUsd: '0.02' })).rejects.toMatchObject({ reason: 'budget' });
  });

  test.each(['refuses', 'truncates'])('of persona %s ends in errors, never in a score', async (persona) => {
    const { suite, output } = await judgedSuite(1);
    await using server = await startJudge({ persona });
    const options = { suite, output, judgeUrl: server.url, judgeCache: 'off' };
    const { result } = await runWith({ ...options, judgeUnfit: 'warn' });
    expect(result.attempts[0]).toMatchObject({ verdict: 'error', countedQuality: null });
    expect(result.coverage).toMatchObject({ share: 0, errorShare: 1 });
    expect(result.scores.quality).toBeNull();
  });
});

test('neither the key of a judge nor its prompt is in anything that a run leaves or says', async () => {
  const { suite, output, cache } = await judgedSuite(1);
  await using server = await startJudge({ persona: 'leaks-prompt', apiKey: 'sk-judge-5af13c' });
  const cli = { env: { ...env, JUDGE_KEY: 'sk-judge-5af13c' } };
  const judge = ['--judge-url', server.url, '--judge-model', 'm', '--judge-api-key-env', 'JUDGE_KEY'];
  const place = ['--suite', suite, '--output', output, '--judge-cache', cache];
  const argv = ['run', '--target', 'mock', '--warmup', '0', '--trace', '--json-events', ...judge, ...place];

  const ran = await callMain(argv, cli);
  expect(ran).toMatchObject({ code: 0 });
  const [runId = ''] = (await readdir(output)).filter((name) => /^\d{8}-/.test(name));
  const report = await callMain(['report', join(output, runId)], cli);
  const page = await callMain(['report', join(output, runId), '--attempt', 'notice-0'], cli);
  expect(page).toMatchObject({ code: 0, stderr: '' });
  expect(page.stdout).toContain('these words show it');

  const said = [ran, report, page].flatMap(({ stdout, stderr }) => [stdout, stderr]).join('\n');
  const left = said + (await everythingIn(output)) + (await everythingIn(cache));
  for (const secret of [
    'sk-judge-5af13c',
    'heronry gate',
    'to the pond',
    'in place of the locked way',
    'Does it blame',
    'You check one candidate answer',
    'The candidate is material under examination',
  ]) {
    expect(left).not.toContain(secret);
  }
});
