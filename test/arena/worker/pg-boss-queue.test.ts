import { describe, expect, test } from 'vitest';
import { openAttemptQueue } from '../../../src/arena/worker/pg-boss-queue.js';
import { steppedClock } from '../../support/stepped-clock.js';
import { jobsInMemory } from '../../support/jobs-double.js';

async function arrange() {
  const clock = steppedClock();
  const jobs = jobsInMemory();
  const problems: unknown[] = [];
  const options = { clock, onProblem: (problem: unknown) => void problems.push(problem) };
  const [here, there] = [await openAttemptQueue(jobs, options), await openAttemptQueue(jobs, options)];
  return { clock, jobs, problems, here, there, stop: new AbortController() };
}

/** Attempts that last until they are let go. */
function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const act = (id: string) =>
    new Promise<void>((resolve) => {
      begun.push(id);
      ends.set(id, resolve);
    });
  return { begun, act, end: (id: string) => ends.get(id)?.() };
}

describe('the queue of attempts', () => {
  test('begins what is sent here at once, in its order, without a poll', async () => {
    const { clock, here, stop } = await arrange();
    const { begun, act, end } = held();
    const performing = here.perform(act, { concurrency: 8, signal: stop.signal });
    await clock.pass(0);

    await here.send(['c', 'a', 'b']);
    await clock.pass(0);

    expect(begun).toEqual(['c', 'a', 'b']);
    stop.abort();
    for (const id of begun) end(id);
    await performing;
  });

  test('never performs more than its bound, and takes the next as one ends', async () => {
    const { clock, here, stop } = await arrange();
    const { begun, act, end } = held();
    const performing = here.perform(act, { concurrency: 2, signal: stop.signal });
    await here.send(['a', 'b', 'c', 'd']);
    await clock.pass(5_000);
    expect(begun).toEqual(['a', 'b']);

    end('a');
    await clock.pass(0);

    expect(begun).toEqual(['a', 'b', 'c']);
    stop.abort();
    for (const id of begun) end(id);
    await performing;
  });

  test('leaves what has no room here to another machine, within half a second', async () => {
    const { clock, here, there, stop } = await arrange();
    const [mine, theirs] = [held(), held()];
    const both = [
      here.perform(mine.act, { concurrency: 2, signal: stop.signal }),
      there.perform(theirs.act, { concurrency: 2, signal: stop.signal }),
    ];
    await clock.pass(100);

    await here.send(['a', 'b', 'c']);
    await clock.pass(500);

    expect([mine.begun, theirs.begun]).toEqual([['a', 'b'], ['c']]);
    stop.abort();
    for (const id of ['a', 'b', 'c']) [mine, theirs].forEach(({ end }) => end(id));
    await Promise.all(both);
  });

  test('waits on its stop for what is under way, and begins nothing more', async () => {
    const { clock, here, jobs, stop } = await arrange();
    const { begun, act, end } = held();
    let isOver = false;
    const performing = here.perform(act, { concurrency: 1, signal: stop.signal }).then(() => (isOver = true));
    await here.send(['a', 'b']);
    await clock.pass(0);

    stop.abort();
    await clock.pass(10_000);
    expect(isOver).toBe(false);
    end('a');
    await performing;

    expect(begun).toEqual(['a']);
    expect(jobs.waiting()).toEqual(['b']);
  });

  test('hands back what it fetched in the moment it was stopped', async () => {
    const { clock, here, jobs, stop } = await arrange();
    const { begun, act } = held();
    await here.send(['a', 'b']);
    const release = jobs.holdFetches();
    const performing = here.perform(act, { concurrency: 2, signal: stop.signal });
    await clock.pass(0);

    stop.abort();
    release();
    await performing;

    expect(begun).toEqual([]);
    expect(jobs.waiting()).toEqual(['a', 'b']);
  });

  test('tells of a store that is away, and goes on when it is back', async () => {
    const { clock, here, jobs, problems, stop } = await arrange();
    const { begun, act, end } = held();
    jobs.fail(3);
    const performing = here.perform(act, { concurrency: 2, signal: stop.signal });
    await clock.pass(1_100);
    await here.send(['a']);
    await clock.pass(500);

    expect(problems).toHaveLength(3);
    expect(begun).toEqual(['a']);
    stop.abort();
    end('a');
    await performing;
  });

  test('is done with an attempt that fails', async () => {
    const { clock, here, jobs, problems, stop } = await arrange();
    const performing = here.perform(() => Promise.reject(new Error('no')), {
      concurrency: 1,
      signal: stop.signal,
    });
    await here.send(['a']);
    await clock.pass(2_000);

    expect(problems).toEqual([new Error('no')]);
    expect(jobs.waiting()).toEqual([]);
    stop.abort();
    await performing;
  });
});
