import type { Interval } from './interval.js';
import { normalQuantile } from './normal-quantile.js';

/**
 * Where a success rate lies, as shares 0 to 1 (Wilson 1927): unlike the textbook interval it stays inside 0 to 1 and
 * keeps its word for few tries and rates near the ends. Undefined: nothing was tried.
 */
export function wilsonInterval(successes: number, tries: number, confidence = 0.95): Interval | undefined {
  if (!(successes >= 0 && successes <= tries)) throw new RangeError(`${successes} successes of ${tries}`);
  if (tries === 0) return undefined;
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / tries;
  const shrink = 1 + z ** 2 / tries;
  const centre = (share + z ** 2 / (2 * tries)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / tries + z ** 2 / (4 * tries ** 2));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - reach),
    high: successes === tries ? 1 : Math.min(1, centre + reach),
  };
}
