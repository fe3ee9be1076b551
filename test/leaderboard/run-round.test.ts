import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { dueRound, roundNow, type Schedule } from '../../src/leaderboard/due-round.js';
import {
  runRound,
  type RoundEvent,
  type RoundPorts,
  type WantedRun,
} from '../../src/leaderboard/run-round.js';
import type { Competitor } from '../../src/leaderboard/standings.js';
import { roundsInMemory } from '../support/rounds-double.js';
import { steppedClock } from '../support/stepped-clock.js';

const threeOClock = Date.parse('2026-01-05T03:00:00Z');
const day = 86_400_000;

function competitor(id: string, enabled = true): Competitor {
  const nothing = { owner: null, imageDigest: null, model: null, homepage: null, notes: null };
  return { id, name: id, target: `http://${id}:8001`, enabled, registeredAt: 0, ...nothing };
}

function arrange(startMs = threeOClock + 60_000) {
  const clock = steppedClock(startMs);
  const table = roundsInMemory();
  const events: RoundEvent[] = [];
  const asked: WantedRun[] = [];
  const added: string[] = [];
  const stop = new AbortController();
  const behave: { measure: RoundPorts['measure'] } = {
    measure: async (wanted) => {
      const runId = wanted.resume ?? `run-${asked.length}`;
      await wanted.onBegun(runId);
      return { runId, folder: runId };
    },
  };
  const ports: RoundPorts = {
    table,
    competitors: () =>
      Promise.resolve(['a', 'b', 'c'].map((id) => competitor(id)).concat(competitor('off', false))),
    measure: (wanted, signal) => {
      asked.push(wanted);
      return behave.measure(wanted, signal);
    },
    add: (folder) => {
      added.push(folder);
      return Promise.resolve({
        runId: folder,
        status: 'official',
        competitor: 'a',
        board: 'b',
        reasons: [],
        isNew: true,
      });
    },
    clock,
    onEvent: (event) => void events.push(event),
  };
  const leadership = { signal: stop.signal, isHeld: () => true };
  const schedule: Schedule = { cron: '0 3 * * *', timeZone: 'UTC', sinceMs: threeOClock - 10 * day };
  return { clock, table, events, asked, added, behave, ports, stop, leadership, schedule };
}

describe('a round', () => {
  test('runs every enabled target once, adds each run, and is done', async () => {
    const { ports, schedule, leadership, asked, added, table } = arrange();
    const round = await dueRound(ports, schedule);
    if (round === undefined) throw new Error('none is due');

    await runRound(ports, round, leadership);

    expect(asked.map((wanted) => wanted.competitor.id).toSorted()).toEqual(['a', 'b', 'c']);
    expect(added).toHaveLength(3);
    expect(table.states(round.id)).toEqual(['done', 'done', 'done']);
    expect(await dueRound(ports, schedule)).toBeUndefined();
  });

  test('draws its order from its own id, so that nobody is first every day', async () => {
    const firsts = new Set<string>();
    for (let each = 0; each < 12; each++) {
      const { ports, leadership, asked } = arrange();
      const round = { id: `round-${each}`, cron: '0 3 * * *', dueAt: each };
      await ports.table.begin(round, ['a', 'b', 'c'], 0);
      await runRound(ports, round, leadership);
      firsts.add(asked[0]?.competitor.id ?? '');
    }

    expect([...firsts].toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('notes a target that fails, and goes on with the next', async () => {
    const { ports, schedule, leadership, behave, table, events } = arrange();
    const usual = behave.measure;
    behave.measure = (wanted, signal) =>
      wanted.competitor.id === 'b'
        ? Promise.reject(new BenchError('preflight', 'it does not answer\u001b[31m'))
        : usual(wanted, signal);
    const round = await dueRound(ports, schedule);
    if (round === undefined) throw new Error('none is due');

    await runRound(ports, round, leadership);

    expect(table.states(round.id)).toEqual(['done', 'failed', 'done']);
    expect(table.problem(round.id, 'b')).toBe('it does not answer');
    expect(events.at(-1)).toMatchObject({ kind: 'round_done', data: { done: 2, failed: 1 } });
  });

  test('is gone on with where it was stopped: what is done stays, the run under way is taken up again', async () => {
    const { ports, schedule, leadership, behave, asked, added, stop, table } = arrange();
    const usual = behave.measure;
    behave.measure = async (wanted, signal) => {
      if (asked.length < 2) return usual(wanted, signal);
      await wanted.onBegun('half');
      stop.abort();
      throw new DOMException('stopped', 'AbortError');
    };
    const round = await dueRound(ports, schedule);
    if (round === undefined) throw new Error('none is due');
    await expect(runRound(ports, round, leadership)).rejects.toThrow();
    expect(table.states(round.id).toSorted()).toEqual(['done', 'pending', 'running']);

    behave.measure = usual;
    const again = await dueRound(ports, schedule);
    expect(again?.id).toBe(round.id);
    await runRound(ports, round, { signal: new AbortController().signal, isHeld: () => true });

    expect(asked.map(({ resume }) => resume)).toEqual([undefined, undefined, 'half', undefined]);
    expect(asked[1]?.competitor.id).toBe(asked[2]?.competitor.id);
    expect(new Set(added).size).toBe(3);
    expect(table.states(round.id)).toEqual(['done', 'done', 'done']);
  });

  test('starts no target once its lease is lost', async () => {
    const { ports, schedule, asked } = arrange();
    const round = await dueRound(ports, schedule);
    if (round === undefined) throw new Error('none is due');

    const running = runRound(ports, round, { signal: new AbortController().signal, isHeld: () => false });

    await expect(running).rejects.toThrow('lost');
    expect(asked).toEqual([]);
  });
});

describe('which round is due', () => {
  test('of several that were missed, the latest alone', async () => {
    const { ports, schedule, clock } = arrange();
    const first = await dueRound(ports, schedule);
    if (first !== undefined) await ports.table.finish(first.id, 0);
    clock.freeze(5 * day);

    expect((await dueRound(ports, schedule))?.dueAt).toBe(threeOClock + 5 * day);
  });

  test('none that was due before rounds were scheduled at all', async () => {
    const { ports, schedule } = arrange();

    expect(await dueRound(ports, { ...schedule, sinceMs: threeOClock + 1 })).toBeUndefined();
  });

  test('a new one closes an interrupted one as it is', async () => {
    const { ports, schedule, clock, table } = arrange();
    const old = await dueRound(ports, schedule);
    clock.freeze(day);

    const due = await dueRound(ports, schedule);

    expect(due?.dueAt).toBe(threeOClock + day);
    expect(table.stateOf(old?.id ?? '')).toBe('interrupted');
  });

  test('by hand at once, unless one is under way', async () => {
    const { ports, schedule, clock } = arrange();
    const now = await roundNow(ports, schedule);
    expect(now?.dueAt).toBe(threeOClock + 60_000);
    clock.freeze(1_000);

    expect(await roundNow(ports, schedule)).toEqual(now);
    expect((await dueRound(ports, schedule))?.id).toBe(now?.id);
  });
});
