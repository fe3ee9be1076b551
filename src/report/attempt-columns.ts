import type { CsvValue } from '../lib/csv.js';
import type { AttemptRow } from '../results/attempt-row-schema.js';
import type { RunResult, TaskRow } from '../results/run-result.js';

export interface AttemptColumn {
  readonly name: string;
  /** What it says and in which unit, for the documentation. */
  readonly help: string;
  readonly of: (cell: AttemptCell) => CsvValue;
}

export interface AttemptCell {
  readonly attempt: AttemptRow;
  /** Undefined where the result does not list the attempt's task. */
  readonly task: TaskRow | undefined;
  readonly result: RunResult;
}

/** Columns of an attempt on its own, for CSV and JSON Lines. Null: not measured. New ones come at the end. */
export const attemptColumns: readonly AttemptColumn[] = [
  column('attempt_id', 'task and repeat, TASK#REPEAT; unique in a run', ({ attempt }) => attempt.attemptId),
  column('task_id', 'the task', ({ attempt }) => attempt.taskId),
  column('repeat', 'which attempt at the task, from 0', ({ attempt }) => attempt.repeat),
  column('category', "the task's category", ({ task }) => task?.category),
  column('class', 'whose target times and prices hold', ({ task }) => task?.class),
  column('outcome', 'ok, miner_error, harness_error or n_a', ({ attempt }) => attempt.outcome),
  column('error', 'how the miner failed; null: it did not', ({ attempt }) => attempt.error),
  column('verdict', 'pass, partial, fail, n_a or error', ({ attempt }) => attempt.verdict),
  column('quality', 'its own quality, 0 to 1', ({ attempt }) => attempt.quality),
  column(
    'counted_quality',
    'what scoring used, 0 to 1; null: not counted',
    ({ attempt }) => attempt.countedQuality,
  ),
  column('ttft_ms', 'time to the first token, ms', ({ attempt }) => attempt.ttftMs),
  column('ttfa_ms', 'time to the first character of the answer, ms', ({ attempt }) => attempt.ttfaMs),
  column(
    'latency_ms',
    'time to the last output, summed over exchanges, ms',
    ({ attempt }) => attempt.latencyMs,
  ),
  column(
    'lifecycle_ms',
    'time to the end of the body, summed over exchanges, ms',
    ({ attempt }) => attempt.lifecycleMs,
  ),
  column('response_ms', 'latency from when it was due, ms', ({ attempt }) => attempt.responseMs),
  column('schedule_lag_ms', 'sent later than due, ms', ({ attempt }) => attempt.scheduleLagMs),
  column('max_gap_ms', 'longest gap between tokens, ms', ({ attempt }) => attempt.maxGapMs),
  column('silence_ms', 'longest time without a byte, ms', ({ attempt }) => attempt.silenceMs),
  column('prompt_tokens', 'reported by the miner', ({ attempt }) => attempt.promptTokens),
  column('completion_tokens', 'reported by the miner', ({ attempt }) => attempt.completionTokens),
  column('own_prompt_tokens', 'our own count', ({ attempt }) => attempt.ownPromptTokens),
  column('own_completion_tokens', 'our own count', ({ attempt }) => attempt.ownCompletionTokens),
  column('cost_usd', 'reference dollars', ({ attempt }) => attempt.costUsd),
  column('client_lag_ms', 'how late this machine read, ms', ({ attempt }) => attempt.clientLagMs),
  column('flags', 'what was odd, parted by spaces', ({ attempt }) => attempt.flags.join(' ')),
  column('reason', 'why it was graded so', ({ attempt }) => attempt.reason),
];

/** What tells the rows of several runs apart, where files are read together. */
export const runColumns: readonly AttemptColumn[] = [
  column('run_id', 'the run', ({ result }) => result.run.id),
  column('started_at', 'when the run began, ISO 8601', ({ result }) => result.run.startedAt),
  column('suite', 'name of the suite', ({ result }) => result.suite.name),
  column('suite_digest', 'what the suite held', ({ result }) => result.suite.digest),
  column('target', 'who was asked', ({ result }) => result.target.url),
  column('model', 'the model that was asked for', ({ result }) => result.target.model),
];

function column(name: string, help: string, of: AttemptColumn['of']): AttemptColumn {
  return { name, help, of };
}

/** One cell for each attempt of the result. */
export function attemptCells(result: RunResult): readonly AttemptCell[] {
  const taskOf = new Map(result.tasks.map((task) => [task.id, task]));
  return result.attempts.map((attempt) => ({ attempt, task: taskOf.get(attempt.taskId), result }));
}
