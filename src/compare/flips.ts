import type { Comparison } from './comparison.js';
import type { CountedRow, MatchedTask } from './match-tasks.js';
import { isPass, passedShare } from './passed-share.js';

type Flip = Comparison['flips'][number];

/**
 * Tasks that half of the attempts or more passed on one side and fewer on the other, the largest change first and of equal ones
 * what was lost. Each
 * side names the attempt to look at: of the side that lost, one that failed; of the other, one that passed, of the same
 * repeat where that can be.
 */
export function flipsOf(tasks: readonly MatchedTask[]): readonly Flip[] {
  return tasks
    .flatMap(({ task, base, candidate }) => {
      const [before, after] = [passedShare(base), passedShare(candidate)];
      if (before >= 0.5 === after >= 0.5) return [];
      const isLost = after < before;
      const [passed, failed] = isLost ? shownOf(base, candidate) : shownOf(candidate, base);
      const flip: Flip = {
        taskId: task.id,
        category: task.category,
        change: isLost ? 'lost' : 'won',
        base: sideOf(base, isLost ? passed : failed),
        candidate: sideOf(candidate, isLost ? failed : passed),
      };
      return [{ flip, change: Math.abs(after - before) }];
    })
    .sort((left, right) => right.change - left.change || rankOf(left.flip) - rankOf(right.flip))
    .map(({ flip }) => flip);
}

type Shown = CountedRow | undefined;

/** One that passed and one that did not: of the same repeat, and so of the same variant, where there are such. */
function shownOf(better: readonly CountedRow[], worse: readonly CountedRow[]): readonly [Shown, Shown] {
  const passed = new Map(better.filter(isPass).map((row) => [row.attemptId, row]));
  const failed = worse.filter((row) => !isPass(row));
  const twin = failed.find(({ attemptId }) => passed.has(attemptId));
  if (twin !== undefined) return [passed.get(twin.attemptId), twin];
  return [better.find(isPass) ?? better[0], failed[0] ?? worse[0]];
}

function sideOf(rows: readonly CountedRow[], shown: Shown): Flip['base'] {
  return {
    quality: rows.reduce((sum, { countedQuality }) => sum + countedQuality, 0) / rows.length,
    passed: rows.filter(isPass).length,
    attempts: rows.length,
    attemptId: shown?.attemptId ?? '',
  };
}

function rankOf({ change }: Flip): number {
  return change === 'lost' ? 0 : 1;
}
