import { expect, test } from 'vitest';
import type { Clock } from '../../src/lib/clock.js';
import { closedLoop, openLoop, type Arrival } from '../../src/run/load-pace.js';
import { planAttempts } from '../../src/run/plan.js';
import { task } from '../support/mock-suite.js';

const planOf = (attempts: number) =>
  planAttempts({ tasks: [task('a'), task('b')], repeat: attempts, seed: '1', attempts });

/** Time passes only while somebody sleeps. */
function scriptedClock(): Clock & { advance: (ms: number) => void } {
  let nowMs = 1_000;
  return {
    nowMs: () => nowMs,
    wall: () => new Date(nowMs),
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    advance: (ms) => (nowMs += ms),
  };
}

const never = new AbortController().signal;

test('a closed loop keeps as many attempts under way as it has slots', async () => {
  const plan = planOf(7);
  const began: string[] = [];
  let [running, most] = [0, 0];

  await closedLoop(3)(plan, async ({ attemptId }) => {
    began.push(attemptId);
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
  });

  expect(most).toBe(3);
  expect(began).toEqual(plan.map(({ attemptId }) => attemptId));
});

test('an open loop hands every attempt over before it is due, on a schedule counted from one start', async () => {
  const clock = scriptedClock();
  const arrivals: Arrival[] = [];
  const handedOverMs: number[] = [];
  const arrivalsMs = [0, 100, 700, 5_000];

  await openLoop({ arrivalsMs, clock, signal: never })(planOf(4), (_attempt, arrival) => {
    arrivals.push(arrival!);
    handedOverMs.push(clock.nowMs());
    // What this thread does in between is not added to what comes after.
    clock.advance(30);
    return Promise.resolve();
  });

  const startMs = arrivals[0]!.atMs;
  expect(arrivals).toEqual(arrivalsMs.map((dueMs) => ({ dueMs, atMs: startMs + dueMs })));
  expect(handedOverMs.every((atMs, index) => atMs < arrivals[index]!.atMs)).toBe(true);
  expect(handedOverMs.at(-1)).toBe(arrivals.at(-1)!.atMs - 500);
});

test('an open loop does not wait for answers', async () => {
  const clock = scriptedClock();
  const answers: (() => void)[] = [];
  const performed = openLoop({ arrivalsMs: [0, 1, 2, 3, 4], clock, signal: never })(
    planOf(5),
    () => new Promise((resolve) => answers.push(resolve)),
  );
  const seen = await new Promise<number>((resolve) => {
    setImmediate(() => resolve(answers.length));
  });
  for (const answer of answers) answer();

  expect(seen).toBe(5);
  await performed;
});

test('beyond 2,048 attempts under way the next one waits', async () => {
  const clock = scriptedClock();
  const answers: (() => void)[] = [];
  const arrivalsMs = Array.from({ length: 2_050 }, (_, index) => index / 10);
  const performed = openLoop({ arrivalsMs, clock, signal: never })(
    planOf(2_050),
    () => new Promise((resolve) => answers.push(resolve)),
  );
  const turn = () => new Promise((resolve) => void setTimeout(resolve, 0));
  await turn();
  const before = answers.length;
  answers[0]?.();
  await turn();
  const after = answers.length;
  while (answers.length > 0) {
    for (const answer of answers.splice(0)) answer();
    await turn();
  }

  expect([before, after]).toEqual([2_048, 2_049]);
  await performed;
});

test('an open loop that is stopped hands over no more, and one that fails tells why', async () => {
  const stop = new AbortController();
  let handedOver = 0;
  await openLoop({ arrivalsMs: [0, 1_000, 2_000], clock: scriptedClock(), signal: stop.signal })(
    planOf(3),
    () => {
      handedOver++;
      stop.abort();
      return Promise.resolve();
    },
  );
  expect(handedOver).toBe(1);

  const failing = openLoop({ arrivalsMs: [0, 1_000], clock: scriptedClock(), signal: never })(planOf(2), () =>
    Promise.reject(new Error('a bug')),
  );
  await expect(failing).rejects.toThrow('a bug');
});
