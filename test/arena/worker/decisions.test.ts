import { describe, expect, test } from 'vitest';
import { exclusionSizes } from '../../../src/arena/worker/ask-for-case.js';
import { Bell } from '../../../src/arena/worker/bell.js';
import { nextPollAt } from '../../../src/arena/worker/next-poll-at.js';
import { sleepToStart } from '../../../src/arena/worker/sleep-to-start.js';
import { startOrder } from '../../../src/arena/worker/start-order.js';
import { ScriptedClock } from '../../support/scripted-clock.js';

const never = new AbortController().signal;

describe('nextPollAt', () => {
  const submittedAt = 1_000_000;
  test.each([
    { name: 'after 2, 4, 8, 15 s at first', waitedMs: 5_000, polls: 1, after: 4_000 },
    { name: 'every 15 s for ten minutes', waitedMs: 599_000, polls: 40, after: 15_000 },
    { name: 'then every hour', waitedMs: 600_000, polls: 41, after: 3_600_000 },
    { name: 'and after a day no more', waitedMs: 86_400_000, polls: 64, after: undefined },
    { name: 'a calendar that was set back asks longer', waitedMs: -9_000, polls: 40, after: 15_000 },
  ])('$name', ({ waitedMs, polls, after }) => {
    const nowMs = submittedAt + waitedMs;
    const at = nextPollAt({ submittedAt, polls }, { nowMs, askedMs: undefined });

    expect(at).toBe(after === undefined ? undefined : nowMs + after);
  });

  test('as the source wishes, while that is believed', () => {
    const one = { submittedAt, polls: 3 };

    expect(nextPollAt(one, { nowMs: submittedAt, askedMs: 700 })).toBe(submittedAt + 700);
    expect(nextPollAt(one, { nowMs: submittedAt + 700_000, askedMs: 700 })).toBe(submittedAt + 4_300_000);
  });
});

test('fewer and fewer cases are excluded, down to none', () => {
  expect(exclusionSizes(0)).toEqual([0]);
  expect(exclusionSizes(4)).toEqual([4, 3, 1, 0]);
  expect(exclusionSizes(1_000)).toHaveLength(12);
});

test('who starts first is drawn from the cohort’s id, in whatever order the agents come', () => {
  const agents = ['a', 'b', 'c', 'd'].map((id) => ({
    id,
    name: id,
    model: 'm',
    version: '1',
    enabled: true,
  }));
  const order = (cohort: string) => startOrder(agents, cohort).map(({ id }) => id);

  expect(startOrder(agents.toReversed(), 'coh_1').map(({ id }) => id)).toEqual(order('coh_1'));
  expect(new Set(Array.from({ length: 200 }, (_, index) => order(`coh_${index}`)[0])).size).toBe(4);
});

describe('sleepToStart', () => {
  const startFloorMs = 180_000;

  /** True ms until the start, for a calendar that jumps by `jumpMs` half a minute after the cohort was queued. */
  async function waited(jumpMs: number, notBeforeMs?: number): Promise<number> {
    const script = new ScriptedClock();
    const clock = script.process();
    const queuedAt = clock.wall().getTime();
    // It ran for a minute, and another floor of three would end 120 s from now.
    const previous = { startedAt: queuedAt - 60_000, endedAt: queuedAt };
    const planned = { nextStartAt: queuedAt + 120_000, previous, notBeforeMs };
    const state = { isStarted: false };
    const settings = { startFloorMs } as Parameters<typeof sleepToStart>[0]['settings'];
    void sleepToStart({ clock, settings }, planned, never).then(() => (state.isStarted = true));
    script.advance(30_000);
    script.jump(jumpMs);
    for (let turns = 0; turns < 50 && !state.isStarted; turns++) {
      script.advance();
      for (let ticks = 0; ticks < 10; ticks++) await Promise.resolve();
    }
    return script.trueMs;
  }

  test.each([
    { name: 'waits to the floor', jumpMs: 0, at: 120_000 },
    { name: 'is not cut short by a calendar that is set forward', jumpMs: 3_600_000, at: 120_000 },
    { name: 'waits on for one that is corrected a little', jumpMs: -400, at: 120_400 },
    { name: 'waits a whole floor more for one that is set back', jumpMs: -3_600_000, at: 300_000 },
  ])('$name', async ({ jumpMs, at }) => {
    expect(await waited(jumpMs)).toBe(at);
  });

  test('keeps the floor of this process’s own clock', async () => {
    expect(await waited(0, 170_000)).toBe(170_000);
  });
});

describe('Bell', () => {
  test('wakes who waits, and whoever looked before it rang', async () => {
    const bell = new Bell(new ScriptedClock().process());
    const since = bell.rings;
    const waiting = bell.wait({ since, ms: 1_000 }, never);
    bell.ring();

    await expect(waiting).resolves.toBeUndefined();
    await expect(bell.wait({ since, ms: 1_000 }, never)).resolves.toBeUndefined();
  });

  test('ends with its signal', async () => {
    const bell = new Bell(new ScriptedClock().process());
    const stop = new AbortController();
    const waiting = bell.wait({ since: 0, ms: 1_000 }, stop.signal);
    stop.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
  });
});
