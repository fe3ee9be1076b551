import type { Comparison } from './comparison.js';
import type { CountedRow, MatchedTask } from './match-tasks.js';
import { isPass, passedShare } from './passed-share.js';

type Flip = Comparison['flips'][number];

/**
 * Tasks that half of the attempts or more passed on one side and fewer on the other, the largest change first and of equal ones
 * what was lost. Each
 * side names the attempt to look at: of the side that lost, one that failed; of the other, one that passed.
 */
export function flipsOf(tasks: readonly MatchedTask[]): readonly Flip[] {
  return tasks
    .flatMap(({ task, base, candidate }) => {
      const [before, after] = [passedShare(base), passedShare(candidate)];
      if (before >= 0.5 === after >= 0.5) return [];
      const flip: Flip = {
        taskId: task.id,
        category: task.category,
        change: after < before ? 'lost' : 'won',
        base: sideOf(base, before > after),
        candidate: sideOf(candidate, after > before),
      };
      return [{ flip, change: Math.abs(after - before) }];
    })
    .sort((left, right) => right.change - left.change || rankOf(left.flip) - rankOf(right.flip))
    .map(({ flip }) => flip);
}

function sideOf(rows: readonly CountedRow[], wantsPass: boolean): Flip['base'] {
  const shown = rows.find((row) => isPass(row) === wantsPass) ?? rows[0];
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
