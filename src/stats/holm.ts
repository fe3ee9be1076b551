/**
 * p-values adjusted for having tried all of them (Holm 1979), in the order given: those at most 0.05 may be acted on
 * together, and the chance of a single false one among them stays within 5 %. The k-th smallest of m becomes
 * (m - k + 1) times itself, at least the one before and at most 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((left, right) => left.p - right.p);
  const adjusted = pValues.map(() => 1);
  let least = 0;
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = least;
  }
  return adjusted;
}
