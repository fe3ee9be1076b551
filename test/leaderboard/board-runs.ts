import type { BoardRun } from '../../src/leaderboard/board-run.js';
import type { PairFacts } from '../../src/leaderboard/pair-facts.js';
import type { RunPair } from '../../src/leaderboard/first-place-rule.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** A run of 5 repeats; `day` says when it ended and, unless it is said, which round it was of. */
export function boardRun(
  competitor: string,
  { day, value, ...changes }: { day: number; value: number } & Partial<BoardRun>,
): BoardRun {
  const round = `round-${Math.floor(day)}`;
  const composite = { value, low: value - 1, high: value + 1 };
  return {
    id: `${competitor}-${day}`,
    competitor,
    round,
    repeats: 5,
    finishedAt: day * dayMs,
    composite,
    ...changes,
  };
}

/** Proven as far as composites go: an interval of ±`half` around the difference. */
export function provenBy(half: number, changes: Partial<PairFacts> = {}) {
  return ({ holder, challenger }: RunPair): PairFacts => {
    const effect = challenger.composite.value - holder.composite.value;
    return {
      obstacles: [],
      effect,
      low: effect - half,
      high: effect + half,
      holdsWithoutTimes: true,
      ...changes,
    };
  };
}
