const lowTail = 0.02425;

const central = {
  above: [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ],
  below: [
    -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
  ],
} as const;
const tail = {
  above: [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  below: [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
} as const;

/**
 * z with P(Z <= z) = p of the standard normal: Acklam's rational approximation (2003), relative error under 1.2e-9.
 * p lies strictly between 0 and 1, else RangeError.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability strictly between 0 and 1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < lowTail) {
    const root = Math.sqrt(-2 * Math.log(p));
    return horner(tail.above, root) / horner(tail.below, root);
  }
  const offset = p - 0.5;
  const square = offset * offset;
  return (horner(central.above, square) * offset) / horner(central.below, square);
}

/** A polynomial by its coefficients, highest power first. */
function horner(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
