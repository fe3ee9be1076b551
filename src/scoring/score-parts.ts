import { partsOf, type AttemptParts } from './attempt-parts.js';
import { columnsOf } from './columns.js';
import { weightsOf } from './measure.js';
import { poolOf } from './pool.js';
import type { Profile } from './profile.js';
import type { ScoreInput } from './score-input.js';
import { ratioAt, speedTerms, type SpeedTerms } from './speed.js';

/** How the scores came about, for reports. */
export interface ScoreParts {
  /** Every attempt, in the order of the input. */
  readonly attempts: readonly ExplainedAttempt[];
  /** Null where the efficiency pool was not measured. */
  readonly speed: ExplainedSpeed | null;
}

export interface ExplainedAttempt extends AttemptParts {
  /** a_i: its share of the efficiency pool; 0 where it is not counted, null where the pool was not measured. */
  readonly weight: number | null;
}

export interface ExplainedSpeed extends SpeedTerms {
  /** The smallest rho whose cumulative weight reaches a half, and 95 %; Infinity where that is an attempt without credit. */
  readonly p50Ratio: number;
  readonly p95Ratio: number;
}

export function scoreParts(input: ScoreInput, profile: Profile): ScoreParts {
  const pool = poolOf(input, profile);
  const columns = columnsOf(pool);
  const { efficiency } = weightsOf(pool);
  const indexById = new Map(pool.tasks.map(({ task }, index) => [task.id, index]));

  function weightOf({ taskId, quality }: AttemptParts): number | null {
    const index = indexById.get(taskId);
    if (efficiency === undefined) return null;
    if (quality === undefined || index === undefined) return 0;
    return (efficiency[index] ?? 0) / (pool.tasks[index]?.attempts.length ?? 1);
  }
  const attempts = input.tasks
    .flatMap((task) => task.attempts.map((attempt) => partsOf(task, attempt, profile)))
    .map((parts) => ({ ...parts, weight: weightOf(parts) }));
  if (efficiency === undefined) return { attempts, speed: null };
  return {
    attempts,
    speed: {
      ...speedTerms(efficiency, columns, profile),
      p50Ratio: ratioAt(0.5, efficiency, columns),
      p95Ratio: ratioAt(0.95, efficiency, columns),
    },
  };
}
