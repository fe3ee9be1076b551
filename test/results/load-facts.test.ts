import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { loadOf, spanOf, type LoadRun } from '../../src/results/load-facts.js';
import { sampleRun } from '../support/sample-run.js';

/** Twenty attempts of an open loop at 10 a second, as far late as `lagMs` says; each lasts about a second. */
function openLoopRun(lagMs: (index: number) => number, changes: Partial<LoadRun> = {}): LoadRun {
  let index = 0;
  const { header, records } = sampleRun({
    tasksPerCategory: 4,
    header: { load: { rate: 10, arrivals: 'constant', rampMs: 0, windowMs: 2_000 } },
    script: () => ({ quality: 1, scheduleLagMs: lagMs(index++) }),
  });
  return { header, records: records.map(dueEvery(100)), wasResumed: false, ...changes };
}

function dueEvery(stepMs: number) {
  return (record: AttemptRecord, index: number): AttemptRecord => ({ ...record, dueMs: stepMs * index });
}

describe('an open loop', () => {
  test('that keeps its schedule delivers what was scheduled, however long answers take', () => {
    const { open, okPerSecond, spanMs } = loadOf(openLoopRun(() => 0.4));

    expect(open).toMatchObject({ rate: 10, scheduledPerSecond: 10, deliveredPerSecond: 10, lagP99Ms: 0.4 });
    expect(okPerSecond).toBe(10);
    expect(spanMs).toBe(2_000);
  });

  test('that falls behind delivers less: the attempts took longer to leave', () => {
    const behind = openLoopRun((index) => 50 * index);

    // The last was due at 1,900 ms and left 950 ms late.
    expect(loadOf(behind).open?.deliveredPerSecond).toBeCloseTo(20 / 2.85, 9);
    expect(loadOf(behind).open?.lagMaxMs).toBe(950);
    const { validity } = assemble(behind);
    expect(validity.status).toBe('invalid');
    expect(validity.reasons).toContain('only 7.02 of 10 attempts a second were issued (limit 90 %)');
  });

  test('that was cut short has no rates', () => {
    const whole = openLoopRun(() => 0);
    const cut = { ...whole, records: whole.records.slice(0, 9) };

    expect(loadOf(cut)).toMatchObject({ okPerSecond: null, open: { deliveredPerSecond: null } });
  });
});

describe('a closed loop', () => {
  const closed = (changes: Partial<LoadRun> = {}): LoadRun => {
    const { header, records } = sampleRun({ tasksPerCategory: 4 });
    return { header, records: records.map(dueEvery(500)), wasResumed: false, ...changes };
  };

  test('is told over the time from its first attempt to the end of its last', () => {
    const run = closed();
    const ends = run.records.map(
      ({ dueMs = 0, exchanges }) => dueMs + exchanges[0]!.scheduleLagMs + exchanges[0]!.endMs,
    );

    expect(spanOf(run)).toBe(Math.max(...ends));
    expect(loadOf(run).okPerSecond).toBe((1_000 * run.records.length) / Math.max(...ends));
    expect(loadOf(run).open).toBeNull();
  });

  test('counts no tokens a second where an answer did not report its own', () => {
    let index = 0;
    const { header, records } = sampleRun({
      tasksPerCategory: 4,
      script: () => ({ quality: 1, usage: index++ === 3 ? 'missing' : 'reported' }),
    });
    const run = { ...closed(), header, records: records.map(dueEvery(500)) };

    expect(loadOf(closed()).tokensPerSecond).toBeGreaterThan(0);
    expect(loadOf(run)).toMatchObject({ tokensPerSecond: null });
    expect(loadOf(run).okPerSecond).toBeGreaterThan(0);
  });

  test('that was resumed, or does not know its due times, has no span', () => {
    expect(spanOf(closed({ wasResumed: true }))).toBeNull();
    expect(spanOf({ ...sampleRun(), wasResumed: false })).toBeNull();
    expect(spanOf(closed({ records: [] }))).toBeNull();
  });
});
