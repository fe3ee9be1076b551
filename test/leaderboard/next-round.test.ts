import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastRoundAt, nextRoundAt } from '../../src/leaderboard/next-round.js';

const daily = '0 3 * * *';
const at = (text: string) => Date.parse(text);

test('the next round is the first time after now, never now itself', () => {
  expect(nextRoundAt(daily, 'UTC', at('2026-01-05T02:59:59.999Z'))).toBe(at('2026-01-05T03:00:00Z'));
  expect(nextRoundAt(daily, 'UTC', at('2026-01-05T03:00:00Z'))).toBe(at('2026-01-06T03:00:00Z'));
});

test('the last round is the newest time up to now, now included', () => {
  expect(lastRoundAt(daily, 'UTC', at('2026-01-05T03:00:00Z'))).toBe(at('2026-01-05T03:00:00Z'));
  expect(lastRoundAt(daily, 'UTC', at('2026-01-05T02:59:59.999Z'))).toBe(at('2026-01-04T03:00:00Z'));
});

test('a round keeps the hour of its time zone when the clocks change, and comes once that day', () => {
  const rounds = [at('2026-10-24T12:00:00Z')];
  for (let day = 0; day < 3; day++)
    rounds.push(nextRoundAt('30 2 * * *', 'Europe/Berlin', rounds.at(-1) ?? 0));

  expect(rounds.slice(1).map((ms) => new Date(ms).toISOString())).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
    '2026-10-27T01:30:00.000Z',
  ]);
});

test('last and next enclose every moment, and lie one step apart', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(daily, '15 */2 * * *'),
      fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata'),
      fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') }),
      (cron, timeZone, nowMs) => {
        const [last, next] = [lastRoundAt(cron, timeZone, nowMs), nextRoundAt(cron, timeZone, nowMs)];
        expect(last).toBeLessThanOrEqual(nowMs);
        expect(next).toBeGreaterThan(nowMs);
        expect(nextRoundAt(cron, timeZone, last)).toBe(next);
      },
    ),
    { numRuns: 6 },
  );
});

test.each([
  ['', 'fields'],
  ['* * *', '3 fields'],
  ['61 3 * * *', '0-59'],
  ['every day', 'fields'],
  ['0 0 30 2 *', 'day of month'],
])('%j is refused with what is wrong with it', (cron, why) => {
  expect(() => nextRoundAt(cron, 'UTC', 0)).toThrow(why);
});

test('a time zone that does not exist is refused', () => {
  expect(() => nextRoundAt(daily, 'Mars/Olympus', 0)).toThrow('no time zone "Mars/Olympus"');
});
