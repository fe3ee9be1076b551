import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';

/** Times of events by number, on the shared clock; NaN where there was none. */
export interface StampPair {
  readonly trueMs: Float64Array;
  readonly measuredMs: Float64Array;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** measured − true of each event that truly happened within the span, ms. */
export function errorsWithin({ trueMs, measuredMs }: StampPair, { fromMs, toMs }: Span): readonly number[] {
  const errors: number[] = [];
  trueMs.forEach((atMs, number) => {
    const error = (measuredMs[number] ?? Number.NaN) - atMs;
    if (atMs >= fromMs && atMs < toMs && !Number.isNaN(error)) errors.push(error);
  });
  return errors;
}

/** Events that were sent and never seen. */
export function lostEvents({ trueMs, measuredMs }: StampPair): number {
  return trueMs.reduce(
    (lost, atMs, number) =>
      lost + (!Number.isNaN(atMs) && Number.isNaN(measuredMs[number] ?? Number.NaN) ? 1 : 0),
    0,
  );
}

export interface ErrorSummary {
  /** Mean error: what every stamp is late by. */
  readonly biasMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Undefined: no event was both sent and seen. */
export function summarise(errorsMs: readonly number[]): ErrorSummary | undefined {
  if (errorsMs.length === 0) return undefined;
  const sorted = sortSamples(errorsMs);
  const at = (q: number) => quantile(sorted, q) ?? Number.NaN;
  return {
    biasMs: sorted.reduce((sum, error) => sum + error, 0) / sorted.length,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

export function median(values: readonly number[]): number {
  return quantile(sortSamples(values), 0.5) ?? Number.NaN;
}
