import { byFinish, type BoardRun } from './board-run.js';

/**
 * Who stands where: the holder of #1, then composite; a tie keeps the earlier. `latest` holds one run a competitor, and
 * the first of what comes back has rank 1.
 */
export function rankOrder(latest: Iterable<BoardRun>, holder: string | undefined): readonly BoardRun[] {
  return [...latest].sort((left, right) => {
    const [isLeft, isRight] = [left.competitor === holder, right.competitor === holder];
    if (isLeft !== isRight) return isLeft ? -1 : 1;
    return right.composite.value - left.composite.value || byFinish(left, right);
  });
}

/** Rank of a competitor; null: it is not among them. */
export function rankOf(order: readonly BoardRun[], competitor: string): number | null {
  const index = order.findIndex((run) => run.competitor === competitor);
  return index < 0 ? null : index + 1;
}
