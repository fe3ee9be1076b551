export interface VarianceComponents {
  /** Of the groups' true means; 0 where the groups differ by no more than chance. */
  readonly between: number;
  /** Of the values of one group. */
  readonly within: number;
}

/**
 * How much of the variance lies between groups and how much within, by one-way analysis of variance with random groups
 * of any sizes: within = MS within, between = (MS between - MS within) / n0, n0 = (N - sum n^2 / N) / (groups - 1), not
 * below 0 (Searle, Casella, McCulloch 1992, section 3.6). Undefined under two groups, and where no group has two values.
 */
export function varianceComponents(groups: readonly (readonly number[])[]): VarianceComponents | undefined {
  const filled = groups.filter(({ length }) => length > 0);
  const total = sum(filled.map(({ length }) => length));
  const spare = total - filled.length;
  if (filled.length < 2 || spare < 1) return undefined;
  const grandMean = sum(filled.map(sum)) / total;
  const squaresWithin = sum(filled.map(squaresAbout));
  const squaresBetween = sum(filled.map((group) => group.length * (meanOf(group) - grandMean) ** 2));
  const within = squaresWithin / spare;
  const size = (total - sum(filled.map(({ length }) => length ** 2)) / total) / (filled.length - 1);
  const between = (squaresBetween / (filled.length - 1) - within) / size;
  return { between: Math.max(0, between), within };
}

/** Of a sample (n - 1); undefined under two values. */
export function sampleVariance(values: readonly number[]): number | undefined {
  return values.length < 2 ? undefined : squaresAbout(values) / (values.length - 1);
}

function squaresAbout(values: readonly number[]): number {
  const mean = meanOf(values);
  return sum(values.map((value) => (value - mean) ** 2));
}

function meanOf(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
