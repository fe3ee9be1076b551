import { classTargets, janusComposite } from '../scoring/profile.js';
import type { CountedRow, MatchedTask } from './match-tasks.js';
import { equalWeights } from './task-weights.js';

/** What is compared as a log ratio besides the scores: lower is better in all of them. */
export const comparedMetrics = [
  'ttftMs',
  'ttfaMs',
  'latencyMs',
  'lifecycleMs',
  'costUsd',
  'completionTokens',
] as const;
export type ComparedMetric = (typeof comparedMetrics)[number];

export interface RatioEffect {
  /** Geometric means: over categories, then tasks, then attempts, each weighing the same. Null: not measured. */
  readonly base: number | null;
  readonly candidate: number | null;
  /** Of each task: weight x (mean ln of the candidate - mean ln of the base). Their sum is ln(candidate / base). */
  readonly effects: Float64Array;
  /** Of each task, total 1; 0 where a side has nothing measured. */
  readonly weights: Float64Array;
}

/**
 * The ratio of a metric over the tasks that both sides have it of. A failed attempt enters at `timeoutMs` in a time and at
 * the price where the score reaches 0 in dollars, or at the most the task took on either side if that is more: failing
 * must never look cheaper than answering. So does an answer in which this time never came. Tokens leave such attempts out.
 */
export function metricEffect(
  tasks: readonly MatchedTask[],
  metric: ComparedMetric,
  timeoutMs: number,
): RatioEffect {
  const means = tasks.map((matched) => meansOf(matched, metric, timeoutMs));
  const weights = equalWeights(
    tasks.map(({ task }) => task),
    (index) => means[index] !== undefined,
  );
  const total = (side: 'base' | 'candidate') =>
    means.reduce((sum, mean, index) => sum + (weights[index] ?? 0) * (mean?.[side] ?? 0), 0);
  const isMeasured = means.some((mean) => mean !== undefined);
  return {
    base: isMeasured ? Math.exp(total('base')) : null,
    candidate: isMeasured ? Math.exp(total('candidate')) : null,
    effects: Float64Array.from(
      means,
      (mean, index) => (weights[index] ?? 0) * ((mean?.candidate ?? 0) - (mean?.base ?? 0)),
    ),
    weights,
  };
}

/** A logarithm needs more than nothing: no clock is finer, no answer cheaper than these. */
const least: Readonly<Record<ComparedMetric, number>> = {
  ttftMs: 1,
  ttfaMs: 1,
  latencyMs: 1,
  lifecycleMs: 1,
  costUsd: 1e-6,
  completionTokens: 1,
};

interface SideMeans {
  /** Mean ln. */
  readonly base: number;
  readonly candidate: number;
}

/** Undefined: a side has nothing measured. */
function meansOf(
  { task, base, candidate }: MatchedTask,
  metric: ComparedMetric,
  timeoutMs: number,
): SideMeans | undefined {
  const failed = failedValue(task.class, metric, timeoutMs);
  let most = failed;
  if (most !== undefined)
    for (const rows of [base, candidate])
      for (const row of rows) most = Math.max(most, measuredValue(row, metric) ?? 0);
  const [before, after] = [meanLog(base, metric, most), meanLog(candidate, metric, most)];
  return before === undefined || after === undefined ? undefined : { base: before, candidate: after };
}

/** `most`: what an attempt without the metric enters with; undefined: it is left out. */
function meanLog(
  rows: readonly CountedRow[],
  metric: ComparedMetric,
  most: number | undefined,
): number | undefined {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const value = measuredValue(row, metric) ?? most;
    if (value === undefined) continue;
    sum += Math.log(value);
    count += 1;
  }
  return count === 0 ? undefined : sum / count;
}

/** Undefined: the attempt failed, or the metric is absent in it. */
function measuredValue(row: CountedRow, metric: ComparedMetric): number | undefined {
  if (row.outcome !== 'ok') return undefined;
  const value = metric === 'completionTokens' ? tokensOf(row) : row[metric];
  return value === null ? undefined : Math.max(value, least[metric]);
}

/** What is reported never counts below our own count. */
function tokensOf({ completionTokens, ownCompletionTokens }: CountedRow): number {
  return Math.max(completionTokens ?? 0, ownCompletionTokens);
}

/** Undefined: failed attempts are left out. */
function failedValue(taskClass: string, metric: ComparedMetric, timeoutMs: number): number | undefined {
  if (metric === 'completionTokens') return undefined;
  if (metric !== 'costUsd') return timeoutMs;
  return janusComposite.cost.floor * classTargets(janusComposite, taskClass).costUsd;
}
