import { isoOf } from '../../lib/iso-time.js';
import { formatTime, nothing } from '../../report/words.js';

/** `2026-01-22 14:32 UTC`, a dash where it is not known. */
export function formatInstant(atMs: number | undefined): string {
  const iso = isoOf(atMs);
  return iso === null ? nothing : formatTime(iso);
}

/** `14:32:07.120 UTC`, for what happens within minutes. */
export function formatClockTime(atMs: number | undefined): string {
  return isoOf(atMs)?.slice(11, 23) ?? nothing;
}

/** `3 min ago`, in whole units, as nobody needs it finer. */
export function formatAge(ageMs: number): string {
  if (!Number.isFinite(ageMs)) return nothing;
  if (ageMs < 1_000) return 'just now';
  const [amount, unit] =
    ageMs < 60_000
      ? [ageMs / 1_000, 's']
      : ageMs < 3_600_000
        ? [ageMs / 60_000, 'min']
        : ageMs < 172_800_000
          ? [ageMs / 3_600_000, 'h']
          : [ageMs / 86_400_000, 'days'];
  return `${Math.floor(amount)} ${unit} ago`;
}
