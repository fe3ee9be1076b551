/** The metrics of an attempt whose distribution is kept, and their columns. */
export const valueColumns = {
  latencyMs: 'latency_ms',
  costUsd: 'cost_usd',
  tokens: 'total_tokens',
  steps: 'steps',
} as const;
export type ValueMetric = keyof typeof valueColumns;

/** Renard's series R10 (ISO 3): ten steps a decade, each about a quarter above the last. */
const series = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];
const firstDecade = -6;
const lastDecade = 8;
/** Ten kept buckets lie between two steps of the series. */
const finer = 10;

/** Edges of the buckets that people are shown, whatever the metric: 1e-6, 1.25e-6, ... 1e9. */
export const shownEdges: readonly number[] = [
  ...decades().flatMap((decade) => series.map((step) => Number(`${step}e${decade}`))),
  Number(`1e${lastDecade + 1}`),
];

/** Edges of the buckets that are kept, ascending: each about 2 % above the last, and every tenth is shown. */
export const keptEdges: readonly number[] = shownEdges.flatMap((edge, index) => {
  const next = shownEdges[index + 1];
  if (next === undefined) return [edge];
  return Array.from({ length: finer }, (_, part) =>
    part === 0 ? edge : Number((edge * (next / edge) ** (part / finer)).toPrecision(6)),
  );
});

/** The shown bucket of a kept one, as PostgreSQL's width_bucket counts: 0 is below the first edge. */
export function shownBucket(kept: number): number {
  return Math.ceil(kept / finer);
}

function decades(): readonly number[] {
  return Array.from({ length: lastDecade - firstDecade + 1 }, (_, index) => firstDecade + index);
}
