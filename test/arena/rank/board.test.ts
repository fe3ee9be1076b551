import { describe, expect, test } from 'vitest';
import { addTallies, emptyTally, tallyOf } from '../../../src/arena/rank/agent-tally.js';
import { boardOf, type Contestant } from '../../../src/arena/rank/board.js';
import { lowerQuantile } from '../../../src/arena/rank/order-statistics.js';
import type { BoardWindow } from '../../../src/arena/rank/rank-profile.js';
import { windowRange } from '../../../src/arena/rank/window.js';
import { sortSamples } from '../../../src/stats/sorted-samples.js';
import { golden, goldenDecimals } from '../../support/golden.js';

const { agents, now } = golden.arenaInputs;

function contestants(window: BoardWindow): Contestant[] {
  const { fromMs, toMs } = windowRange(window, now * 1_000);
  return agents.map(({ id, enabled, registeredAt, rows }) => {
    const inWindow = rows.filter(
      ({ finishedAt }) => finishedAt * 1_000 > fromMs && finishedAt * 1_000 <= toMs,
    );
    const scored = inWindow.filter(({ verdict }) => verdict !== 'n_a');
    const latencies = sortSamples(scored.map(({ latencyS }) => latencyS * 1_000));
    const [p50, p95] = [lowerQuantile(latencies, 0.5), lowerQuantile(latencies, 0.95)];
    return {
      id,
      name: id,
      enabled,
      registeredAt,
      tally: inWindow
        .map(({ verdict, latencyS, costUsd, tokens, clean }) =>
          tallyOf({
            verdict,
            latencyMs: latencyS * 1_000,
            costUsd: costUsd ?? undefined,
            tokens: tokens ?? undefined,
            clean,
          }),
        )
        .reduce(addTallies, emptyTally),
      latency: p50 === undefined || p95 === undefined ? undefined : { p50, p95 },
      medianCostUsd: undefined,
      medianTokens: undefined,
      lastActivity: undefined,
    };
  });
}

const board = (window: BoardWindow) => boardOf(contestants(window), { window, distinctCases: 4 });

describe.each(['day', 'all'] as const)('the golden board of window %s', (window) => {
  const rows = board(window).rows;

  test('has the order and the ranks', () => {
    expect(rows.map(({ id, rank, enabled }) => ({ id, rank, enabled }))).toEqual(
      golden.arena[window].map(({ id, rank, enabled }) => ({ id, rank, enabled })),
    );
  });

  test.each(golden.arena[window])('has the numbers of $id', (expected) => {
    const { score, tally, latency } = rows.find(({ id }) => id === expected.id) ?? {};
    const { quality, speed, cost, tokens, reliability, blend, overall } = expected;
    for (const [name, value] of Object.entries({ quality, speed, cost, tokens, reliability, blend, overall }))
      expect(score?.[name as 'quality'], name).toBeCloseTo(value, goldenDecimals);
    expect(score?.confidence).toBeCloseTo(expected.conf, goldenDecimals);
    expect(score?.success?.low).toBeCloseTo(expected.wilson[0], goldenDecimals);
    expect(score?.success?.high).toBeCloseTo(expected.wilson[1], goldenDecimals);
    expect(latency).toEqual({ p50: expected.p50 * 1_000, p95: expected.p95 * 1_000 });
    expect(tally).toMatchObject({ scored: expected.n, passed: expected.s, notScored: expected.n_a });
  });
});

test('an agent whose attempts all count nowhere has never run', () => {
  const [first] = contestants('day');
  const idle = first && { ...first, tally: { ...emptyTally, notScored: 9 } };
  const [row] = boardOf(idle === undefined ? [] : [idle], { window: 'day', distinctCases: 10 }).rows;

  expect(row).toMatchObject({ standing: 'never_run', rank: null, score: { overall: 0 } });
});

test('a board of under ten cases is narrow', () => {
  expect(board('day').isNarrow).toBe(true);
  expect(boardOf([], { window: 'day', distinctCases: 10 }).isNarrow).toBe(false);
});

test('the order of the input plays no part', () => {
  const forwards = contestants('all');

  expect(boardOf([...forwards].reverse(), { window: 'all', distinctCases: 4 })).toEqual(board('all'));
});
