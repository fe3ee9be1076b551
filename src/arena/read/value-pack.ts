import { keptEdges, valueColumns, type ValueMetric } from './value-buckets.js';

export const valueMetrics = Object.keys(valueColumns) as readonly ValueMetric[];

/** Values by metric, in any order. */
type MetricValues = Readonly<Record<ValueMetric, readonly number[]>>;

/**
 * All values of an agent in a stretch, so that a reader fetches a histogram first and then, of `runs`, the one bucket that
 * it wants. Both are in the order of metric and value.
 */
export interface ValuePack {
  /** Four numbers a bucket that holds something: metric (of `valueMetrics`), bucket, values in it, runs in it. */
  readonly histogram: Int32Array<ArrayBuffer>;
  /** Two numbers a run: a value, and how often it came. */
  readonly runs: Float64Array<ArrayBuffer>;
}

export const histogramStep = 4;
export const runStep = 2;

export function packValues(values: MetricValues): ValuePack {
  const histogram: number[] = [];
  const runs: number[] = [];
  valueMetrics.forEach((metric, at) => {
    const sorted = Float64Array.from(values[metric]).sort();
    let bucket = 0;
    let lastBucket = -1;
    for (let from = 0, to = 0; from < sorted.length; from = to) {
      const value = sorted[from] ?? 0;
      while (to < sorted.length && sorted[to] === value) to += 1;
      while ((keptEdges[bucket] ?? Infinity) <= value) bucket += 1;
      if (bucket !== lastBucket) histogram.push(at, bucket, 0, 0);
      lastBucket = bucket;
      const last = histogram.length - histogramStep;
      histogram[last + 2] = (histogram[last + 2] ?? 0) + to - from;
      histogram[last + 3] = (histogram[last + 3] ?? 0) + 1;
      runs.push(value, to - from);
    }
  });
  return { histogram: Int32Array.from(histogram), runs: Float64Array.from(runs) };
}

/** What was packed, by metric and ascending. */
export function unpackValues(
  { histogram, runs }: ValuePack,
  into: (metric: ValueMetric, value: number) => void,
): void {
  let run = 0;
  for (let at = 0; at < histogram.length; at += histogramStep) {
    const metric = valueMetrics[histogram[at] ?? 0];
    const end = run + (histogram[at + 3] ?? 0);
    for (; run < end; run++)
      for (let count = runs[run * runStep + 1] ?? 0; count > 0 && metric !== undefined; count--)
        into(metric, runs[run * runStep] ?? 0);
  }
}
