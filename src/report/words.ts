/** Numbers as a reader wants them. Rounding happens here and nowhere else; nothing measured is a dash. */

export const nothing = '–';

/** A score, one decimal: `78.4`. */
export function formatScore(value: number): string {
  return value.toFixed(1);
}

/** `0.41 ms`, `310 ms`, `1.24 s`, `4 min 12 s`, `2 h 5 min`; three significant digits. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(2))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** `97.3 %`; the ends only where they are reached, so that 99.96 % does not look like all. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent >= 100 || percent <= 0) return `${Math.round(percent)} %`;
  return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)} %`;
}

/** `$0.0012`, `$1.24`; at least two significant digits. */
export function formatUsd(usd: number): string {
  if (usd === 0) return '$0';
  if (usd >= 0.1) return `$${usd.toFixed(2)}`;
  const digits = Math.min(8, 1 - Math.floor(Math.log10(usd)));
  return `$${usd.toFixed(digits)}`;
}

/** `12,340`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `1 attempt`, `3 attempts`. */
export function counted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** `2026-01-22 14:32 UTC`; the text itself where it is no time. */
export function formatTime(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
