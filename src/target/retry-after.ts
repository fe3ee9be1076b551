/**
 * How long a Retry-After header asks to wait, ms: seconds, or a date against `wallMs`, never negative.
 * Undefined where there is none or it says nothing.
 */
export function parseRetryAfter(header: string | undefined, wallMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Only the HTTP date form: Date.parse alone would read almost anything as a date.
  if (!/^[A-Z][a-z]{2,8}, .{9,} GMT$/.test(text)) return undefined;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - wallMs);
}
