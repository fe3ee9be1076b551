declare const sorted: unique symbol;

/** Finite numbers in ascending order: what every quantile needs, and what is silently wrong when forgotten. */
export type SortedSamples = Float64Array & { readonly [sorted]: true };

/** A sorted copy. Throws RangeError on NaN and on infinities, which no quantile can interpolate. */
export function sortSamples(values: Iterable<number>): SortedSamples {
  const samples = Float64Array.from(values).sort();
  for (const sample of samples) {
    if (!Number.isFinite(sample)) throw new RangeError(`${sample} is not a sample`);
  }
  return samples as SortedSamples;
}
