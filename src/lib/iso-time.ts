/** The calendar goes no further. */
const lastMs = 8.64e15;

/** A time in ms since 1970 by RFC 3339, UTC, with milliseconds; null: it is not known, or no time at all. */
export function isoOf(atMs: number | undefined): string | null {
  if (atMs === undefined || !Number.isFinite(atMs) || Math.abs(atMs) > lastMs) return null;
  return new Date(atMs).toISOString();
}
