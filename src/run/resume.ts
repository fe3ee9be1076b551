import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import type { RunHeader } from '../results/run-header.js';
import type { PlannedAttempt } from './plan.js';

/** What is left of a plan. */
export function remainingAttempts(
  plan: readonly PlannedAttempt[],
  records: readonly Pick<AttemptRecord, 'attemptId'>[],
): readonly PlannedAttempt[] {
  const done = new Set(records.map(({ attemptId }) => attemptId));
  return plan.filter(({ attemptId }) => !done.has(attemptId));
}

/**
 * Whether the program would now plan what the journal began. Throws BenchError('incomparable') with every difference:
 * half a run of one suite and half of another is no run.
 */
export function requireSamePlan(began: RunHeader, now: RunHeader): void {
  const differences = [
    differs('the suite', began.suite.digest, now.suite.digest),
    differs('the profile', began.profile.digest, now.profile.digest),
    differs('the seed or nonce', began.seed, now.seed),
    differs('the order of attempts', began.order.join('\n'), now.order.join('\n')),
    differs('the judge', judgeOf(began), judgeOf(now)),
    differs('the target', began.target.url, now.target.url),
    differs('the model', began.target.model, now.target.model),
  ].filter((difference) => difference !== undefined);
  if (differences.length === 0) return;
  throw new BenchError(
    'incomparable',
    `this run cannot be resumed: ${differences.join(', ')} changed since it began`,
    {
      hint: 'Start a new run, or bring back what changed.',
    },
  );
}

/** Throws BenchError('usage') on a run that was rescored or merged: the miner was asked by others. */
export function requireMeasured({ runId, rescoredFrom, mergedFrom }: RunHeader): void {
  if (mergedFrom !== undefined) {
    throw new BenchError(
      'usage',
      `run ${inert(runId, 80)} was merged from shards: it made no attempts of its own to go on with`,
      { hint: 'Finish the shards (janus-bench run --resume), and merge them again.' },
    );
  }
  if (rescoredFrom === undefined) return;
  throw new BenchError(
    'usage',
    `run ${inert(runId, 80)} was rescored from ${inert(rescoredFrom.runId, 80)}: it made no attempts of its own to go on with`,
    {
      hint: `Finish that one (janus-bench run --resume ${inert(rescoredFrom.runId, 80)}), and rescore it again.`,
    },
  );
}

function differs(what: string, before: string, now: string): string | undefined {
  return before === now ? undefined : what;
}

function judgeOf({ judge }: RunHeader): string {
  return judge === null ? 'none' : `${judge.model} ${judge.url} ${judge.promptSha256}`;
}
