import { csvLine, type CsvValue } from '../lib/csv.js';
import type { AttemptRow, TaskRow } from '../results/run-result.js';
import type { View } from './view.js';

type Column = readonly [name: string, of: (attempt: AttemptRow, task: TaskRow | undefined) => CsvValue];

const columns: readonly Column[] = [
  ['attempt_id', ({ attemptId }) => attemptId],
  ['task_id', ({ taskId }) => taskId],
  ['repeat', ({ repeat }) => repeat],
  ['category', (_, task) => task?.category],
  ['class', (_, task) => task?.class],
  ['outcome', ({ outcome }) => outcome],
  ['error', ({ error }) => error],
  ['verdict', ({ verdict }) => verdict],
  ['quality', ({ quality }) => quality],
  ['counted_quality', ({ countedQuality }) => countedQuality],
  ['ttft_ms', ({ ttftMs }) => ttftMs],
  ['ttfa_ms', ({ ttfaMs }) => ttfaMs],
  ['latency_ms', ({ latencyMs }) => latencyMs],
  ['lifecycle_ms', ({ lifecycleMs }) => lifecycleMs],
  ['response_ms', ({ responseMs }) => responseMs],
  ['schedule_lag_ms', ({ scheduleLagMs }) => scheduleLagMs],
  ['max_gap_ms', ({ maxGapMs }) => maxGapMs],
  ['silence_ms', ({ silenceMs }) => silenceMs],
  ['prompt_tokens', ({ promptTokens }) => promptTokens],
  ['completion_tokens', ({ completionTokens }) => completionTokens],
  ['own_prompt_tokens', ({ ownPromptTokens }) => ownPromptTokens],
  ['own_completion_tokens', ({ ownCompletionTokens }) => ownCompletionTokens],
  ['cost_usd', ({ costUsd }) => costUsd],
  ['client_lag_ms', ({ clientLagMs }) => clientLagMs],
  ['flags', ({ flags }) => flags.join(' ')],
  ['reason', ({ reason }) => reason],
];

/** One row an attempt, exact numbers, RFC 4180; what was not measured is an empty field. */
export function renderCsv({ result }: View): string {
  const taskOf = new Map(result.tasks.map((task) => [task.id, task]));
  const rows = result.attempts.map((attempt) =>
    csvLine(columns.map(([, of]) => of(attempt, taskOf.get(attempt.taskId)))),
  );
  return csvLine(columns.map(([name]) => name)) + rows.join('');
}
