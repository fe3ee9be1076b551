import { inert } from '../lib/inert.js';

/** What only reports say: scores, counts, times of day. Quantities with a unit are in lib/quantity.ts. Nothing measured is a dash. */

export const nothing = '–';

/** A score, one decimal: `78.4`. */
export function formatScore(value: number): string {
  return value.toFixed(1);
}

/** `12,340`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Made once: making one takes longer than formatting a thousand numbers. */
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1 attempt`, `3 attempts`. */
export function counted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** `2026-01-22 14:32 UTC`; the text itself where it is no time. */
export function formatTime(iso: string): string {
  const at = new Date(iso);
  // A file says anything: what is no time is foreign text like any other.
  if (Number.isNaN(at.getTime())) return inert(iso, 40);
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A second: `0.042/s`, `3.21/s`, `200/s`, `1,840/s`; three significant digits, whole numbers in full. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1_000) return `${formatCount(perSecond)}/s`;
  return `${Number(perSecond.toPrecision(perSecond >= 100 ? 4 : 3))}/s`;
}
