const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** For messages: every way to write a duration. */
export const durationForms = 'a bare number of seconds, or 300ms, 10s, 5m, 1h';

/** Milliseconds of `10`, `"10"` (both seconds), `"300ms"`, `"1.5s"`, `"5m"` or `"1h"`; undefined where it is no duration. */
export function parseDurationMs(value: string | number): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(String(value).trim());
  if (parts === null) return undefined;
  const unit = (parts[2] ?? 's') as keyof typeof unitMs;
  const ms = Number(parts[1]) * unitMs[unit];
  return Number.isSafeInteger(Math.ceil(ms)) ? ms : undefined;
}

/** The shortest text that reads back as the same: 300 000 is `5m`, 90 000 is `90s`, 1 500 is `1500ms`. */
export function formatDuration(ms: number): string {
  const unit = (['h', 'm', 's'] as const).find((each) => ms > 0 && ms % unitMs[each] === 0) ?? 'ms';
  return `${ms / unitMs[unit]}${unit}`;
}
