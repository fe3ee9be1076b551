import { incompleteBeta } from './incomplete-beta.js';

/**
 * Two-sided p of the exact sign test: how often `wins + losses` tosses of a fair coin lie at least as far from even as
 * these. Ties are left out by the caller. 1 where there was nothing to toss.
 */
export function signTest(wins: number, losses: number): number {
  const tosses = wins + losses;
  if (tosses === 0) return 1;
  const most = Math.max(wins, losses);
  // P(X >= k) of n fair tosses is I_{1/2}(k, n - k + 1).
  return Math.min(1, 2 * incompleteBeta({ x: 0.5, rest: 0.5, a: most, b: tosses - most + 1 }));
}
