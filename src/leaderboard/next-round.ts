import cronParser from 'cron-parser';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';

/**
 * When the next public round is due, ms since 1970: the first time of `cron` (five fields, or six with seconds first)
 * after `afterMs` by the clocks of `timeZone`. The same library reads it as the queue that rings the rounds. Throws
 * BenchError('usage') where one of them cannot be read, or that time never comes.
 */
export function nextRoundAt(cron: string, timeZone: string, afterMs: number): number {
  return timesFrom(cron, timeZone, afterMs).next().getTime();
}

/** The last time that was due at `atMs` or before it. Throws as `nextRoundAt` does. */
export function lastRoundAt(cron: string, timeZone: string, atMs: number): number {
  return timesFrom(cron, timeZone, atMs + 1)
    .prev()
    .getTime();
}

function timesFrom(cron: string, timeZone: string, currentDate: number) {
  requireTimeZone(timeZone);
  const fields = cron.trim().split(/\s+/).length;
  // The library fills up what is missing with `*`, and so rounds would run every minute.
  if (!cron.trim().startsWith('@') && fields !== 5 && fields !== 6)
    throw unreadable(cron, `it has ${fields} fields instead of 5`);
  try {
    return cronParser.parseExpression(cron.trim(), { currentDate, tz: timeZone });
  } catch (cause) {
    throw unreadable(cron, cause instanceof Error ? cause.message : String(cause));
  }
}

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch (cause) {
    throw new BenchError('usage', `there is no time zone "${inert(timeZone, 60)}"`, {
      hint: 'Name one as UTC or Europe/Berlin.',
      cause,
    });
  }
}

function unreadable(cron: string, why: string): BenchError {
  return new BenchError('usage', `"${inert(cron, 100)}" is no cron expression: ${inert(why)}`, {
    hint: "Five fields: minute, hour, day of month, month, day of week; '0 3 * * *' is every day at 3:00.",
  });
}
