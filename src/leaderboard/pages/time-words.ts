import { isoOf } from '../../lib/iso-time.js';
import { formatTime } from '../../report/words.js';

/** UTC ms since 1970 as `2026-01-22 14:32 UTC`. */
export function timeWords(ms: number): string {
  return formatTime(wordsOf(ms));
}

/** `2026-01-22`, a day of UTC. */
export function dayWords(ms: number): string {
  return wordsOf(ms).slice(0, 10);
}

/** `12.3 days`, from ms; one decimal, whole days from 100 on. */
export function daysWords(days: number): string {
  const words = days.toFixed(days >= 100 ? 0 : 1);
  return `${words} ${words === '1.0' ? 'day' : 'days'}`;
}

/** What is no time is foreign text like any other. */
function wordsOf(ms: number): string {
  return isoOf(ms) ?? String(ms);
}
