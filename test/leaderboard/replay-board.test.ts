import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoardRun } from '../../src/leaderboard/board-run.js';
import { replayWith } from '../../src/leaderboard/replay-board.js';
import { boardRun, dayMs, hourMs, provenBy } from './board-runs.js';

const names = ({ order }: { order: readonly BoardRun[] }) => order.map(({ competitor }) => competitor);

test('the first run takes #1, and a better one of the same round takes it when that is proven', () => {
  const runs = [boardRun('a', { day: 1, value: 70 }), boardRun('b', { day: 1.1, value: 74 })];

  expect(names(replayWith(runs, provenBy(1)))).toEqual(['b', 'a']);
  expect(replayWith(runs, provenBy(1)).reigns).toMatchObject([
    { run: { competitor: 'a' }, at: dayMs, reason: 'the first run on the board' },
    { run: { competitor: 'b' }, reason: 'ahead by 4.0 points, paired 95 % interval +3.0 to +5.0' },
  ]);
});

const challenges = [
  ['a tie', 70, {}, provenBy(0), undefined],
  [
    'a lead of half a point',
    70.5,
    {},
    provenBy(0.1),
    'ahead by 0.5 points: a new #1 needs more than 0.5 points',
  ],
  [
    'a lead that is not proven',
    70.8,
    {},
    provenBy(1.2),
    'ahead by 0.8 points: not proven, paired 95 % interval −0.4 to +2.0',
  ],
  [
    'too few repeats',
    70.8,
    { repeats: 3 },
    provenBy(0.1),
    'ahead by 0.8 points: needs a run of 5 repeats, this one has 3',
  ],
  [
    'another round',
    75,
    { round: 'another' },
    provenBy(0.1),
    'ahead by 5.0 points: not comparable, as the latest runs of the two are of different rounds (seeds)',
  ],
  [
    'other terms',
    75,
    {},
    provenBy(0.1, { obstacles: ['the temperatures differ: 0, 1'] }),
    'ahead by 5.0 points: not comparable: the temperatures differ: 0, 1',
  ],
  [
    'too few tasks',
    75,
    {},
    provenBy(0.1, { low: null, high: null }),
    'ahead by 5.0 points: too few tasks to tell',
  ],
  [
    'times alone',
    75,
    {},
    provenBy(0.1, { holdsWithoutTimes: false }),
    'ahead by 5.0 points, paired 95 % interval +4.9 to +5.1: without its times that does not hold, so it needs 3 rounds in common with #1 and has 1',
  ],
] as const;

test.each(challenges.map(([what, value, changes, facts, why]) => ({ what, value, changes, facts, why })))(
  'with $what the holder stays, and the row says why',
  ({ value, changes, facts, why }) => {
    const runs = [boardRun('a', { day: 1, value: 70 }), boardRun('b', { day: 1.1, value, ...changes })];
    const replay = replayWith(runs, facts);

    expect(names(replay)).toEqual(['a', 'b']);
    expect(replay.ahead.get('b')).toBe(why);
  },
);

test('a lead made of times is proven by three whole rounds that agree, not by three that do not', () => {
  const rounds = (leads: readonly number[]) =>
    leads.flatMap((lead, day) => [
      boardRun('a', { day: day + 1, value: 70 }),
      boardRun('b', { day: day + 1.1, value: 70 + lead }),
    ]);
  const byTimes = provenBy(0.1, { holdsWithoutTimes: false });

  expect(names(replayWith(rounds([4, 4.2]), byTimes))).toEqual(['a', 'b']);
  expect(names(replayWith(rounds([4, 4.2, 3.9]), byTimes))).toEqual(['b', 'a']);
  expect(names(replayWith(rounds([-3, 9, 2]), byTimes))).toEqual(['a', 'b']);
});

test('the latest run counts: a worse one of the holder costs #1 only by the paired rule', () => {
  const runs = [
    boardRun('a', { day: 1, value: 75 }),
    boardRun('b', { day: 1.1, value: 72 }),
    boardRun('a', { day: 2, value: 70 }),
  ];
  expect(names(replayWith(runs, provenBy(0.5)))).toEqual(['a', 'b']);

  const inRound = [...runs, boardRun('b', { day: 2.1, value: 72 })];
  expect(names(replayWith(inRound, provenBy(3)))).toEqual(['a', 'b']);
  expect(names(replayWith(inRound, provenBy(0.5)))).toEqual(['b', 'a']);
});

test('who does not run again, or only with few repeats, keeps #1 for seven days and no longer', () => {
  const first = [boardRun('a', { day: 1, value: 70 }), boardRun('a', { day: 5, value: 71, repeats: 3 })];
  const better = (day: number, value: number) => boardRun('b', { day, value });

  expect(names(replayWith([...first, better(8, 75)], provenBy(0)))).toEqual(['a', 'b']);
  expect(names(replayWith([...first, better(8.1, 75)], provenBy(0)))).toEqual(['b', 'a']);
  // By the runs' own intervals, as nothing can be paired: ±1 each.
  expect(names(replayWith([...first, better(9, 72.3)], provenBy(0)))).toEqual(['a', 'b']);
  expect(replayWith([...first, better(9, 72.3)], provenBy(0)).ahead.get('b')).toMatch(
    /not proven by the runs' own intervals/u,
  );
});

test('below #1 the order is by composite, and a tie keeps the earlier', () => {
  const runs = [
    boardRun('a', { day: 1, value: 90 }),
    boardRun('late', { day: 3, value: 60 }),
    boardRun('early', { day: 2, value: 60 }),
    boardRun('better', { day: 4, value: 61 }),
  ];

  expect(names(replayWith(runs, provenBy(9)))).toEqual(['a', 'better', 'early', 'late']);
});

test('moves name the rank before and after each run, and the ranks of the day before', () => {
  const runs = [
    boardRun('a', { day: 1, value: 80 }),
    boardRun('b', { day: 1.5, value: 60 }),
    boardRun('c', { day: 3, value: 70 }),
    boardRun('c', { day: 3 + hourMs / dayMs, value: 50, id: 'c-again' }),
  ];
  const { moves, dayBefore } = replayWith(runs, provenBy(1));

  expect(moves.map(({ run, before, after }) => [run.id, before, after])).toEqual([
    ['a-1', null, 1],
    ['b-1.5', null, 2],
    ['c-3', null, 2],
    ['c-again', 2, 3],
  ]);
  expect([...dayBefore]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

const anyRuns = fc
  .array(
    fc.record({
      competitor: fc.constantFrom('a', 'b', 'c', 'd'),
      day: fc.integer({ min: 1, max: 25 }),
      hour: fc.integer({ min: 0, max: 5 }),
      value: fc.integer({ min: 0, max: 40 }),
      repeats: fc.constantFrom(3, 5, 5, 5),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((drawn) =>
    drawn.map(({ competitor, day, hour, value, repeats }, index) =>
      boardRun(competitor, {
        ...{ day, value, repeats, id: `${competitor}-${index}` },
        finishedAt: day * dayMs + hour * hourMs,
      }),
    ),
  );
const anyFacts = fc.record({ half: fc.constantFrom(0.1, 2, 20), holdsWithoutTimes: fc.boolean() });

test('the order of adding decides nothing', () => {
  fc.assert(
    fc.property(anyRuns, anyFacts, fc.array(fc.nat()), (runs, { half, holdsWithoutTimes }, dice) => {
      const shuffled = runs
        .map((run, index) => ({ run, by: dice[index] ?? 0 }))
        .sort((left, right) => left.by - right.by)
        .map(({ run }) => run);
      const answer = provenBy(half, { holdsWithoutTimes });
      expect(replayWith(shuffled, answer)).toEqual(replayWith(runs, answer));
    }),
    { numRuns: 100 },
  );
});

test('#1 changes only to a higher composite, with 5 repeats, by more than half a point, and a rank is never skipped', () => {
  fc.assert(
    fc.property(anyRuns, anyFacts, (runs, { half, holdsWithoutTimes }) => {
      const { reigns, order, moves } = replayWith(runs, provenBy(half, { holdsWithoutTimes }));
      for (const { run } of reigns.slice(1)) expect(run.repeats).toBe(5);
      for (const [index, reign] of reigns.slice(1).entries())
        expect(reign.run.competitor).not.toBe(reigns[index]?.run.competitor);
      expect(order[0]?.competitor).toBe(reigns.at(-1)?.run.competitor);
      expect(new Set(names({ order })).size).toBe(order.length);
      const below = order.slice(1).map(({ composite }) => composite.value);
      expect(below).toEqual([...below].sort((left, right) => right - left));
      expect(moves).toHaveLength(runs.length);
    }),
    { numRuns: 100 },
  );
});
