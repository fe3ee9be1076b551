import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { arenaEventLine } from '../../src/commands/arena-event-line.js';
import { main } from '../../src/cli.js';
import { callMain, recordingIo } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const event = {
  at: Date.parse('2026-01-05T03:04:05.678Z'),
  level: 'warning',
  source: 'worker',
  kind: 'agents_probed',
  cohortId: 'coh_1',
  data: { agents: 2, ada: 'no answer\u001b[31m\nlevel=info "x"' },
} as const;

test('an event is one line for a log, its values in JSON, whatever stands in it', () => {
  expect(arenaEventLine(event, { isTerminal: false })).toBe(
    '2026-01-05T03:04:05.678Z warning agents_probed cohort=coh_1 agents=2 ada="no answer level=info \\"x\\""\n',
  );
});

test('an event is one line of words for people', () => {
  expect(arenaEventLine(event, { isTerminal: true })).toBe(
    '03:04:05 !  ada is not well: no answer level=info "x"\n',
  );
});

const about = { ...event, level: 'info', attemptId: 'att_0123456789' } as const;

test.each([
  [
    { ...about, kind: 'cohort_queued', data: { case: 'shop-1', next_start_at: event.at + 5_000 } },
    '03:04:05    shop-1: next, at 03:04:10\n',
    '2026-01-05T03:04:05.678Z info cohort_queued cohort=coh_1 attempt=att_0123456789 case=shop-1 next_start_at=2026-01-05T03:04:10.678Z\n',
  ],
  [
    {
      ...about,
      kind: 'attempt_evaluated',
      data: { case: 'shop-1', agent: 'ada', verdict: 'fail', reason: 'timeout', latency_ms: 61_234 },
    },
    '03:04:05    shop-1: ada fail, 61.2 s, timeout\n',
    '2026-01-05T03:04:05.678Z info attempt_evaluated cohort=coh_1 attempt=att_0123456789 case=shop-1 agent=ada verdict=fail reason=timeout latency_ms=61234\n',
  ],
  [
    {
      ...about,
      kind: 'cohort_started',
      cohortId: 'coh_0123456789abcdef',
      data: { case: 'a b', agents: 'ada bob' },
    },
    '03:04:05    a b: started for ada, bob (coh_01234567)\n',
    '2026-01-05T03:04:05.678Z info cohort_started cohort=coh_0123456789abcdef attempt=att_0123456789 case="a b" agents="ada bob"\n',
  ],
  [
    { ...about, kind: 'something_new', data: { why: 'so' } },
    '03:04:05    something new coh_1 att_01234567, why so\n',
    '2026-01-05T03:04:05.678Z info something_new cohort=coh_1 attempt=att_0123456789 why=so\n',
  ],
  [{ ...about, kind: 'case_verified' }, '', ''],
])('%j reads well on a screen and in a log', (one, onScreen, inLog) => {
  expect(arenaEventLine(one, { isTerminal: true })).toBe(onScreen);
  expect(arenaEventLine(one, { isTerminal: false })).toBe(inLog);
});

test('arena cases prints its URL, serves the contract, and ends with stdin', async () => {
  await using folder = await temporaryFolder();
  const yaml = `{ version: "1", cases: [{ id: a, task: Do it., outputSchema: { type: object },
    entrypoint: { url: https://a.example/ }, checkpoints: [{ id: c, label: l, kind: schema }] }] }`;
  await writeFile(join(folder.path, 'all.yaml'), yaml);
  const { io, said, stdin } = recordingIo({ env: { CASES_TOKEN: 'secret' } });
  const argv = [
    'arena',
    'cases',
    '--corpus',
    folder.path,
    '--token-env',
    'CASES_TOKEN',
    '--until-stdin-ends',
  ];
  const serving = main({ argv, ...io });
  await expect.poll(() => said().stdout, { timeout: 20_000, interval: 5 }).toMatch(/\n$/);
  const url = said().stdout.trim();

  expect((await fetch(`${url}/v1/evals/x`)).status).toBe(401);
  const asked = await fetch(`${url}/v1/evals/x`, { headers: { authorization: 'Bearer secret' } });
  expect(asked.status).toBe(404);
  expect(asked.headers.get('x-tinyeval-contract')).toBe('1');
  stdin.end();
  expect(await serving).toBe(0);
});

test.each([
  [['arena', 'cases'], '--corpus: name the folder'],
  [['arena', 'cases', '--corpus', 'nowhere-at-all'], 'nowhere-at-all'],
])('%j is refused with what is wrong with it', async (argv, why) => {
  const { code, stderr } = await callMain(argv);

  expect(code).toBe(2);
  expect(stderr).toContain(why);
});
