import type { Pace } from './load-pace.js';
import { openAttempts } from './open-attempts.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';
import { RunStop, type PlanEnding } from './run-stop.js';

export interface PerformPlanOptions {
  readonly request: RequestDefaults;
  /** When attempts begin. */
  readonly pace: Pace;
  /** Attempts of this plan that an earlier process finished. */
  readonly alreadyDone: number;
  /** Stop at the first attempt that is not a pass. */
  readonly bail: boolean;
  /** Stop now: what is under way is given up and not recorded. */
  readonly signal: AbortSignal;
}

export interface PerformedPlan {
  /** Ids of what was finished, in the order it was; the records themselves are in the journal. */
  readonly finished: readonly string[];
  readonly ended: PlanEnding;
}

/**
 * Makes the attempts of a plan at its pace. An attempt has ended when its last byte is in: grading and writing go on
 * beside the next ones. Every record is on disk before it is reported.
 */
export async function performPlan(
  plan: readonly PlannedAttempt[],
  ports: RunPorts,
  { request, pace, alreadyDone, bail, signal }: PerformPlanOptions,
): Promise<PerformedPlan> {
  const stop = new RunStop(signal);
  const total = () => alreadyDone + plan.length;
  const attempts = openAttempts(ports, { request, alreadyDone, total, bail, stop });
  await pace(plan, attempts.perform);
  await attempts.settle();
  return { finished: attempts.finished, ended: stop.ending() };
}
