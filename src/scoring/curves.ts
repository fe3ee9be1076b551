export interface Anchors {
  /** At or below: 1. */
  readonly target: number;
  /** At or above: 0. Greater than `target`. */
  readonly floor: number;
}

/**
 * L(x; T, F): 1 at or below `target`, 0 at or above `floor`, linear in log(value) between: twice as slow always costs
 * the same. +Infinity is 0; NaN throws RangeError.
 */
export function fallingLog(value: number, { target, floor }: Anchors): number {
  if (Number.isNaN(value)) throw new RangeError('a score needs a number');
  if (value <= target) return 1;
  if (value >= floor) return 0;
  return Math.log(floor / value) / Math.log(floor / target);
}
