import { expect, test } from 'vitest';
import { addTallies, emptyTally, tallyOf, type AgentTally } from '../../../src/arena/rank/agent-tally.js';
import type { Contestant } from '../../../src/arena/rank/board.js';
import { rankRanges, type CohortTally } from '../../../src/arena/rank/rank-range.js';

/** 40 cohorts in which each agent passes the share of cases that its script says. */
function field(passes: Readonly<Record<string, (cohort: number) => boolean>>) {
  const cohorts = Array.from({ length: 40 }, (_, cohort): CohortTally => {
    const tallies = Object.entries(passes).map(([id, isPass]): [string, AgentTally] => [
      id,
      tallyOf({ verdict: isPass(cohort) ? 'pass' : 'fail', latencyMs: 20_000, clean: true }),
    ]);
    return { cohortId: `c${cohort}`, byAgent: new Map(tallies) };
  });
  const contestants = Object.keys(passes).map((id): Contestant => ({
    id,
    name: id,
    enabled: true,
    registeredAt: 1,
    tally: cohorts.map(({ byAgent }) => byAgent.get(id) ?? emptyTally).reduce(addTallies),
    latency: undefined,
    medianCostUsd: undefined,
    medianTokens: undefined,
    lastActivity: undefined,
  }));
  return { contestants, cohorts };
}

test("an agent far ahead keeps its rank, two that are close may have each the other's", () => {
  const { contestants, cohorts } = field({
    ahead: () => true,
    second: (cohort) => cohort % 2 === 0,
    third: (cohort) => cohort % 2 === 1 && cohort > 2,
  });
  const ranges = rankRanges(contestants, cohorts, { window: 'day', seed: '1' });

  expect(ranges.get('ahead')).toEqual({ best: 1, worst: 1 });
  expect(ranges.get('second')).toEqual({ best: 2, worst: 3 });
  expect(ranges.get('third')).toEqual({ best: 2, worst: 3 });
});

test('neither the order of cohorts nor that of agents changes a range', () => {
  const { contestants, cohorts } = field({ a: (cohort) => cohort % 3 > 0, b: (cohort) => cohort % 4 > 0 });
  const range = rankRanges(contestants, cohorts, { window: 'week', seed: 'x' });

  expect(
    rankRanges([...contestants].reverse(), [...cohorts].reverse(), { window: 'week', seed: 'x' }),
  ).toEqual(range);
});

test('without cohorts there is no range', () => {
  const { contestants } = field({ a: () => true });

  expect(rankRanges(contestants, [], { window: 'day', seed: '1' }).size).toBe(0);
});
