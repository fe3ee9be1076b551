import { metrics, samplesOf, type MetricName } from '../metrics/catalogue.js';
import { distribution } from '../metrics/distribution.js';
import type { AttemptRecord } from './attempt-record.js';
import { measuredOf } from './measured-of.js';
import type { AttemptRow } from './attempt-row-schema.js';
import type { Distribution, RunResult } from './run-result.js';

/** Each metric over the ok attempts; what failed (the miner's doing) stands in the `adj` percentiles. */
export function metricDistributions(records: readonly AttemptRecord[]): Record<string, Distribution> {
  const failures = records.filter(({ outcome }) => outcome.status === 'miner_error').length;
  const names = Object.keys(metrics).filter(isMetricName);
  const samples = new Map(names.map((name): [MetricName, number[]] => [name, []]));
  for (const record of records) {
    if (record.outcome.status !== 'ok') continue;
    const measured = measuredOf(record);
    for (const [name, list] of samples) for (const value of samplesOf(name, measured)) list.push(value);
  }
  return Object.fromEntries(names.map((name) => [name, distribution(samples.get(name) ?? [], failures)]));
}

function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}

/** How many attempts ended in each outcome: `ok`, each kind of miner error, `harness_error`, `n_a`. */
export function outcomeCounts(attempts: readonly AttemptRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, error } of attempts) {
    const name = error ?? outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Right answers by counted attempts; null where none was counted. `n_a` and faults of ours are in neither. */
export function successRateOf(attempts: readonly AttemptRow[]): number | null {
  const counted = attempts.filter(({ countedQuality }) => countedQuality !== null);
  const right = counted.filter(({ countedQuality }) => (countedQuality ?? 0) >= 0.999);
  return counted.length === 0 ? null : right.length / counted.length;
}

/** Over all attempts, failed ones too: they used tokens. Usage is missed only where an answer came. */
export function tokenTotals(attempts: readonly AttemptRow[]): RunResult['tokens'] {
  const total = (of: (row: AttemptRow) => number | null) =>
    attempts.reduce((sum, row) => sum + (of(row) ?? 0), 0);
  const isUsageMissing = ({ outcome, promptTokens, completionTokens }: AttemptRow) =>
    outcome === 'ok' && (promptTokens === null || completionTokens === null);
  const usageMissing = attempts.filter(isUsageMissing).length;
  const underReported = attempts.filter(({ flags }) => flags.includes('under_reported')).length;
  const estimated = attempts.some(({ flags }) => flags.includes('own_count_estimated'));
  return {
    reportedPrompt: total(({ promptTokens }) => promptTokens),
    reportedCompletion: total(({ completionTokens }) => completionTokens),
    ownPrompt: total(({ ownPromptTokens }) => ownPromptTokens),
    ownCompletion: total(({ ownCompletionTokens }) => ownCompletionTokens),
    usageMissing,
    underReported,
    costUsd: total(({ costUsd }) => costUsd),
    costIsEstimate: usageMissing > 0 || underReported > 0 || estimated,
  };
}
