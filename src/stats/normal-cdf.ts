/** Beyond it the series loses digits and the continued fraction needs few terms. */
const seriesEnd = 4;

/**
 * P(Z <= z) of the standard normal, to 14 digits in the middle and in the tails: the series of Marsaglia (2004), beyond 4
 * the continued fraction of the Mills ratio. NaN stays NaN.
 */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z > seriesEnd) return 1 - upperTail(z);
  if (z < -seriesEnd) return upperTail(-z);
  let [sum, term, before] = [z, z, NaN];
  for (let odd = 3; sum !== before; odd += 2) {
    term *= (z * z) / odd;
    [before, sum] = [sum, sum + term];
  }
  return 0.5 + sum * density(z);
}

/** density(z) / (z + 1 / (z + 2 / (z + 3 / ...))), from the inside out. */
function upperTail(z: number): number {
  if (z === Infinity) return 0;
  let ratio = z;
  for (let level = 60; level > 0; level--) ratio = z + level / ratio;
  return density(z) / ratio;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
