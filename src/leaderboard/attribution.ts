import type { RunResult } from '../results/run-result.js';
import type { Submission } from './submission.js';

/** From when on a target was a competitor's. */
export interface Tenure {
  readonly target: string;
  readonly since: number;
  readonly competitor: string;
}

export interface Registrations {
  readonly submissions: readonly Submission[];
  /** The earliest first. */
  readonly tenures: readonly Tenure[];
}

export type Attribution =
  | { readonly competitor: string; readonly reason?: undefined }
  | { readonly competitor: null; readonly reason: string };

/** What a signed result says of whose it is. */
export interface AttributedRun {
  readonly target: Pick<RunResult['target'], 'url' | 'model'>;
  readonly run: Pick<RunResult['run'], 'startedAt'>;
}

/**
 * Whose a run is, by nothing but what its signed result says: the target it was made against, the time when it began and
 * the model it asked for. Nobody says it when adding, so nobody can take a run for another's, or give one away.
 */
export function attribute(
  { target, run }: AttributedRun,
  { submissions, tenures }: Registrations,
): Attribution {
  const ofTarget = tenures.filter((tenure) => tenure.target === target.url);
  const startedAt = Date.parse(run.startedAt);
  const tenure = ofTarget.findLast(({ since }) => since <= startedAt) ?? ofTarget[0];
  const owner = submissions.find(({ competitor }) => competitor === tenure?.competitor);
  if (owner === undefined) {
    return {
      competitor: null,
      reason: `its target ${target.url} is registered for nobody (leaderboard register)`,
    };
  }
  if (owner.model !== null && owner.model !== target.model) {
    const reason = `it asked ${target.url} for the model ${target.model}, and ${owner.model} is registered`;
    return { competitor: null, reason };
  }
  return { competitor: owner.competitor };
}
