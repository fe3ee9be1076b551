/** From one start to the next, ms, where the configuration says nothing else. */
export const usualStartFloorMs = 180_000;

/** What is known of the cohort before, from the store: a restart must not shorten the wait. All ms since 1970. */
export interface PreviousCohort {
  readonly startedAt: number;
  /** Undefined: it has not ended. */
  readonly endedAt: number | undefined;
}

/**
 * When the next cohort may start: `floorMs` after the previous start, and not before the previous end. Infinity while
 * that has not ended. A wall clock that lies before what the store holds went backwards; then a whole floor is waited
 * from now, as nothing tells how much of it is over.
 */
export function nextStartAt(
  previous: PreviousCohort | undefined,
  { nowMs, floorMs }: { readonly nowMs: number; readonly floorMs: number },
): number {
  if (previous === undefined) return nowMs;
  const { startedAt, endedAt } = previous;
  if (endedAt === undefined) return Infinity;
  const wentBackwards = nowMs < Math.max(startedAt, endedAt);
  return wentBackwards ? nowMs + floorMs : Math.max(nowMs, endedAt, startedAt + floorMs);
}
