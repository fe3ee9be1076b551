import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import type { RunHeader } from '../../src/results/run-header.js';
import { sampleRun, type SampleScript } from '../support/sample-run.js';
import { matching } from '../support/asymmetric.js';

const metered = { in: 220, out: 33, calls: 1, cpuSeconds: 0.5 };

function reasonsOf(changes: Partial<RunHeader> = {}, script: SampleScript = {}) {
  const run = sampleRun({
    tasksPerCategory: 3,
    repeat: 3,
    header: { official: true, ...changes },
    script: ({ attemptId }) => ({ metered, ...(attemptId === 'chat-1#0' ? script : {}) }),
  });
  return assemble(run, { willBeSigned: true }).publishable;
}

test('an official, whole, metered, valid and signed run may be published', () => {
  expect(reasonsOf()).toEqual({ ok: true, reasons: [] });
});

test.each<[string, RegExp, { header?: Partial<RunHeader>; script?: SampleScript }]>([
  ['a run that is not official', /not an official run/u, { header: { official: false } }],
  ['fewer than three repeats', /1 repeat, an official run has 3/u, { header: { repeat: 1 } }],
  ['another concurrency', /concurrency 8/u, { header: { concurrency: 8 } }],
  [
    'a request without a meter reading',
    /not metered \(--meter\): 1 of 45/u,
    { script: { metered: undefined } },
  ],
  ['a meter reading without tokens', /not metered/u, { script: { metered: { calls: 1 } } }],
  ['a fault of ours', /coverage 97.8 %, needed 100 %/u, { script: { verdict: 'error', quality: 0 } }],
  ['a lagging machine', /the measurement is suspect/u, { script: { clientLagMs: 1_400 } }],
])('%s is a reason', (_what, reason, { header, script }) => {
  const { ok, reasons } = reasonsOf(header, script);

  expect(ok).toBe(false);
  expect(reasons).toEqual(expect.arrayContaining([matching(reason)]));
});

test('a filter, missing attempts, a missing composite and no signature are reasons', () => {
  const run = sampleRun({ tasksPerCategory: 3, repeat: 3 });
  const header = {
    ...run.header,
    tasks: run.header.tasks.filter(({ category }) => category !== 'tools'),
    order: run.header.order.filter((id) => !id.startsWith('tools')),
  };
  const records = run.records.filter(({ taskId }) => !taskId.startsWith('tools')).slice(1);
  const { reasons } = assemble({ header, records }).publishable;

  expect(reasons).toEqual(
    expect.arrayContaining([
      'a filter left 3 of 15 tasks out',
      'categories without a task: tools',
      'attempts that are missing: 1 of 36',
      'there is no composite',
      'it is not signed (--sign)',
    ]),
  );
});

test('criteria for a judge that was not there are a reason', () => {
  const unjudged = {
    grader: 'judge',
    weight: 1,
    gate: false,
    verdict: 'n_a' as const,
    quality: 0,
    reason: 'no judge configured',
    spans: [],
  };
  expect(reasonsOf({}, { criteria: [unjudged] }).reasons).toEqual([
    'attempts with criteria for a judge, and no judge: 1',
  ]);
});

test('a retry is a reason, the silent one on a dead connection is not', () => {
  const { header, records } = sampleRun({
    tasksPerCategory: 3,
    repeat: 3,
    header: { official: true },
    script: () => ({ metered }),
  });
  const again = {
    endedMs: 3,
    outcome: { status: 'miner_error' as const, kind: 'reset' as const, detail: 'gone' },
  };
  const withTries = (tries: (typeof again)[], flags: 'silent_retry'[]) =>
    assemble(
      {
        header,
        records: records.map((record) => ({
          ...record,
          exchanges: record.exchanges.map((exchange) => ({ ...exchange, tries, flags })),
        })),
      },
      { willBeSigned: true },
    ).publishable;

  expect(withTries([again], ['silent_retry']).ok).toBe(true);
  expect(withTries([again], []).reasons).toEqual(['attempts that were tried again (--retry): 45']);
  expect(withTries([again, again], ['silent_retry']).ok).toBe(false);
});
