import type { Rng } from '../lib/rng.js';
import { normalCdf } from './normal-cdf.js';

export interface SignFlipTest {
  /** Share of sign flips whose sum is at most, and at least, the sum seen. */
  readonly pWorse: number;
  readonly pBetter: number;
}

/** The smallest p is 1 / 2^clusters: with fewer clusters it never falls under 0.05. */
export const fewestDecisive = 5;
/** All flips are counted up to this many clusters that changed. */
const mostExact = 14;
/** Beyond this many the sum of flips is normal to well within the spread of drawn p-values. */
const mostDrawn = 1_000;
const draws = 10_000;
/** Sums of the same terms in another order differ by this part of their size: a tie. */
const rounding = 1e-12;

/**
 * Sign-flip permutation test of a sum of paired differences (Fisher 1935): had nothing changed, each cluster's difference
 * could as well have had the other sign. One-sided each way; a tie counts as at least as extreme. Exact to 14 clusters,
 * else (1 + hits) / (1 + 10 000) seeded draws, which never gives 0; over 1 000 clusters by the normal distribution of
 * the flipped sum, variance = sum of squares. Clusters without a difference have no sign and are left out.
 */
export function signFlipTest(effects: Float64Array, rng: Rng): SignFlipTest {
  const changed = effects.filter((effect) => effect !== 0);
  if (changed.length > mostDrawn) return normalTheory(changed);
  const seen = changed.reduce((sum, effect) => sum + effect, 0);
  const slack = rounding * changed.reduce((sum, effect) => sum + Math.abs(effect), 0);
  if (changed.length <= mostExact) {
    const sums = allFlips(changed);
    return {
      pWorse: sums.filter((sum) => sum <= seen + slack).length / sums.length,
      pBetter: sums.filter((sum) => sum >= seen - slack).length / sums.length,
    };
  }
  let [low, high] = [1, 1];
  const tables = flipTables(changed);
  for (let draw = 0; draw < draws; draw++) {
    const sum = drawnFlip(tables, rng);
    if (sum <= seen + slack) low++;
    if (sum >= seen - slack) high++;
  }
  return { pWorse: low / (1 + draws), pBetter: high / (1 + draws) };
}

function normalTheory(effects: Float64Array): SignFlipTest {
  const seen = effects.reduce((sum, effect) => sum + effect, 0);
  const z = seen / Math.sqrt(effects.reduce((sum, effect) => sum + effect ** 2, 0));
  return { pWorse: normalCdf(z), pBetter: normalCdf(-z) };
}

/** The sums of all 2^n choices of signs. */
function allFlips(effects: Float64Array): Float64Array {
  const sums = new Float64Array(2 ** effects.length);
  for (const [index, effect] of effects.entries()) {
    const known = 2 ** index;
    for (let at = 0; at < known; at++) {
      const sum = sums[at] ?? 0;
      sums[at] = sum + effect;
      sums[known + at] = sum - effect;
    }
  }
  return sums;
}

/** Eight clusters share a table of their 256 flipped sums, so that a draw is a look-up for every eight of them. */
function flipTables(effects: Float64Array): readonly Float64Array[] {
  return Array.from({ length: Math.ceil(effects.length / 8) }, (_, table) => {
    const own = new Float64Array(8);
    own.set(effects.subarray(8 * table, 8 * table + 8));
    return allFlips(own);
  });
}

function drawnFlip(tables: readonly Float64Array[], rng: Rng): number {
  let sum = 0;
  let bits = 0;
  for (let table = 0; table < tables.length; table++) {
    bits = table % 4 === 0 ? rng.int(2 ** 32) : bits >>> 8;
    sum += tables[table]?.[bits & 255] ?? 0;
  }
  return sum;
}
