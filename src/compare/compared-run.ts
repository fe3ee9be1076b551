import type { RunResult } from '../results/run-result.js';
import type { ComparedRun } from './comparison.js';

/** A run and what to call it. */
export interface NamedRun {
  /** As the user named it, or the run's id. */
  readonly name: string;
  readonly result: RunResult;
}

/** What a reader must know of a run to judge a comparison with it. */
export function comparedRun({ name, result }: NamedRun): ComparedRun {
  const { run, target, tasks, attempts, coverage, validity } = result;
  return {
    name,
    runId: run.id,
    startedAt: run.startedAt,
    target: target.url,
    model: target.model,
    repeat: run.repeat,
    tasks: tasks.length,
    attempts: attempts.length,
    coverage: coverage.share,
    errorShare: coverage.errorShare,
    validity: validity.status,
  };
}
