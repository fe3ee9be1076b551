import { incompleteBeta } from './incomplete-beta.js';
import { normalQuantile } from './normal-quantile.js';

/** P(T <= t) of Student's distribution; degrees of freedom over 0, not necessarily whole, Infinity not included. */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0)) throw new RangeError(`${degreesOfFreedom} degrees of freedom`);
  const square = t * t;
  const beyond =
    0.5 *
    incompleteBeta({
      x: degreesOfFreedom / (degreesOfFreedom + square),
      rest: square / (degreesOfFreedom + square),
      a: degreesOfFreedom / 2,
      b: 0.5,
    });
  return t > 0 ? 1 - beyond : beyond;
}

/** t with P(T <= t) = p, by halving. p lies strictly between 0 and 1, else RangeError. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  // Student's tails are the heavier ones, so the normal quantile lies below.
  let low = normalQuantile(p);
  let high = Math.max(1, 2 * low);
  while (studentCdf(high, degreesOfFreedom) < p) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, degreesOfFreedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
