import { expect, test } from 'vitest';
import { goodputOf } from '../../src/results/goodput.js';
import type { LoadRun } from '../../src/results/load-facts.js';
import { sampleRun, type SampleScript } from '../support/sample-run.js';

/** Ten attempts with a first output at 500 ms and an answer of a second or so, but for what `script` says. */
function tenAttempts(script: (index: number) => SampleScript): LoadRun {
  let index = 0;
  const { header, records } = sampleRun({
    tasksPerCategory: 2,
    header: { slo: { ttft: 1_000, latency: 5_000 } },
    script: () => ({ firstMs: 500, stepMs: 30, quality: 1, ...script(index++) }),
  });
  return {
    header,
    records: records.map((record, at) => ({ ...record, dueMs: 1_000 * at })),
    wasResumed: false,
  };
}

const failed = { outcome: { status: 'miner_error', kind: 'reset', detail: 'reset' } } as const;
const ours = { outcome: { status: 'harness_error', detail: 'out of sockets' } } as const;

test('everything in time is all of it', () => {
  const goodput = goodputOf(tenAttempts(() => ({})));

  expect(goodput).toMatchObject({ good: 10, counted: 10, share: 1 });
  expect(goodput?.slo).toEqual({ ttftMs: 1_000, latencyMs: 5_000, gapMs: null });
});

test('what failed is in the denominator, what we broke is not', () => {
  const goodput = goodputOf(tenAttempts((index) => (index < 2 ? failed : index === 2 ? ours : {})));

  expect(goodput).toMatchObject({ good: 7, counted: 9, share: 7 / 9, missed: { failed: 2, ttft: 0 } });
});

test('an attempt that is too slow in two ways is missed once and named twice', () => {
  const goodput = goodputOf(tenAttempts((index) => (index === 0 ? { firstMs: 6_000 } : {})));

  expect(goodput).toMatchObject({ good: 9, missed: { failed: 0, ttft: 1, latency: 1, gap: 0 } });
});

test('an attempt that left late is late for the user', () => {
  const goodput = goodputOf(tenAttempts((index) => (index < 4 ? { scheduleLagMs: 501 } : {})));

  expect(goodput).toMatchObject({ good: 6, missed: { ttft: 4 } });
});

test('a wrong answer in time is in time: goodput is about the service', () => {
  expect(goodputOf(tenAttempts(() => ({ quality: 0 })))?.share).toBe(1);
});

test('without an objective there is none', () => {
  const { header, records } = tenAttempts(() => ({}));

  expect(goodputOf({ header: { ...header, slo: undefined }, records, wasResumed: false })).toBeNull();
});
