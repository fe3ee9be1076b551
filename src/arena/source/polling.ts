const stepsMs = [1_000, 2_000, 4_000, 8_000, 15_000];
const longestAskedMs = 60_000;

/** How long to wait before poll number `polls` (0 is the first): what the source asks for, else 1, 2, 4, 8, 15, 15, … s. */
export function pollAfterMs(polls: number, askedMs: number | null | undefined): number {
  if (askedMs !== null && askedMs !== undefined) return Math.min(longestAskedMs, Math.max(100, askedMs));
  return stepsMs[Math.min(polls, stepsMs.length - 1)] ?? 1_000;
}
