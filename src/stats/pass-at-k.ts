/** Of `n` attempts at a task, `passed` passed. */
export interface PassCount {
  readonly n: number;
  readonly passed: number;
}

/**
 * The chance that at least one of k attempts passes, estimated without bias from n >= k: 1 - C(n - c, k) / C(n, k),
 * the share of all k-subsets of the n that hold a pass (Chen et al. 2021, "Evaluating large language models trained on
 * code"). Throws RangeError where k is not from 1 to n.
 */
export function passAtK({ n, passed }: PassCount, k: number): number {
  return 1 - subsetShare(n - passed, { n, k });
}

/**
 * The chance that all of k attempts pass (pass^k), estimated without bias from n >= k: C(c, k) / C(n, k). Throws
 * RangeError where k is not from 1 to n.
 */
export function passAllK({ n, passed }: PassCount, k: number): number {
  return subsetShare(passed, { n, k });
}

/** C(part, k) / C(n, k): the share of k-subsets that lie in a part. As a product, as the binomials would overflow. */
function subsetShare(part: number, { n, k }: { readonly n: number; readonly k: number }): number {
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`k is from 1 to ${n}, not ${k}`);
  if (part < 0 || part > n) throw new RangeError(`${part} of ${n} attempts make no sense`);
  let share = 1;
  for (let drawn = 0; drawn < k; drawn++) share *= Math.max(0, part - drawn) / (n - drawn);
  return share;
}
