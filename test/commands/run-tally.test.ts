import { expect, test } from 'vitest';
import { openTally, attemptLine } from '../../src/commands/run-tally.js';
import { sampleRecord, started } from '../support/run-events.js';

test('before anything is sent the line says what is going on', () => {
  const tally = openTally();

  expect(tally.line(0)).toBe('checking the target');
  tally.add({ kind: 'preflight', url: 'http://x', healthMs: 1, note: 'healthy' }, 0);
  expect(tally.line(0)).toBe('warming up');
});

test('the line counts attempts, passes and failures, and gives the median first output', () => {
  const tally = openTally();
  tally.add(started({ total: 4 }), 0);
  for (const attemptId of ['a#0', 'b#0', 'c#0']) tally.add({ kind: 'attempt_started', attemptId }, 0);
  for (const [index, ttftMs] of [100, 900, 300].entries())
    tally.add({ kind: 'first_output', attemptId: `${index}`, ttftMs }, 0);
  tally.add(
    {
      kind: 'attempt_finished',
      record: sampleRecord({ attemptId: 'a#0', verdict: 'pass' }),
      done: 1,
      total: 4,
    },
    5_000,
  );
  tally.add(
    {
      kind: 'attempt_finished',
      record: sampleRecord({ attemptId: 'b#0', verdict: 'fail', error: 'timeout_idle' }),
      done: 2,
      total: 4,
    },
    10_000,
  );

  expect(tally.line(10_000)).toBe('2/4 · 1 running · 50 % pass · 1 failed · TTFT 300 ms · 10 s left');
});

test('never more attempts run than there are slots: the others are being graded', () => {
  const tally = openTally();
  tally.add(started({ total: 9 }), 0);
  for (const attemptId of ['a#0', 'b#0', 'c#0']) tally.add({ kind: 'attempt_started', attemptId }, 0);

  expect(tally.line(0)).toBe('0/9 · 2 running · 1 grading');
});

test('what the judge could not judge is in no pass rate', () => {
  const tally = openTally();
  tally.add(started({ total: 2 }), 0);
  tally.add(
    {
      kind: 'attempt_finished',
      record: sampleRecord({ attemptId: 'a#0', verdict: 'n_a' }),
      done: 1,
      total: 2,
    },
    1_000,
  );

  expect(tally.line(1_000)).toBe('1/2 · 0 running · 1.0 s left');
});

test('a resumed run reckons the time left by its own pace alone', () => {
  const tally = openTally();
  tally.add(started({ total: 100, done: 98 }), 0);
  tally.add(
    {
      kind: 'attempt_finished',
      record: sampleRecord({ attemptId: 'a#0', verdict: 'pass' }),
      done: 99,
      total: 100,
    },
    4_000,
  );

  expect(tally.line(4_000)).toContain('4.0 s left');
});

test('a finished attempt is one harmless line', () => {
  const record = sampleRecord({
    attemptId: 'a#0',
    verdict: 'fail',
    reason: 'wanted 4\nfound \x1b[31m5\u202e',
  });

  expect(attemptLine(record, { done: 7, total: 100 })).toBe(
    '[  7/100] fail    a#0  1.50 s  wanted 4 found 5',
  );
});
