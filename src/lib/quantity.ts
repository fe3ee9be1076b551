/** Numbers as people read them. A thin unit follows each: "1.24 s", "310 ms", "12.3 kB", "$0.0012", "87.3 %". */

/** Milliseconds in the unit that suits them, three figures: "0.42 ms", "310 ms", "1.24 s", "2 min 05 s", "1 h 02 min". */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return notANumber(ms);
  if (ms < 0) return `-${formatMs(-ms)}`;
  if (ms === 0) return '0 ms';
  if (ms < 999.5) return `${threeFigures(ms, 2)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 59.95) return `${threeFigures(seconds, 2)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** Decimal units: 1 kB is 1 000 bytes. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return notANumber(bytes);
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  if (bytes < 999.5) return `${Math.round(bytes)} B`;
  let [amount, unit] = [bytes / 1_000, 0];
  while (amount >= 999.5 && unit < units.length - 1) [amount, unit] = [amount / 1_000, unit + 1];
  return `${threeFigures(amount, 2)} ${units[unit] ?? ''}`;
}

/** Dollars to the cent, below ten cents to two figures: "$12.34", "$0.50", "$0.0012". */
export function formatUsd(usd: number): string {
  if (!Number.isFinite(usd)) return notANumber(usd);
  if (usd < 0) return `-${formatUsd(-usd)}`;
  if (usd === 0) return '$0';
  if (usd >= 0.0995) return `$${usd.toFixed(2)}`;
  const decimals = 1 - Math.floor(Math.log10(usd));
  return decimals > 12 ? '<$0.000000000001' : `$${usd.toFixed(decimals)}`;
}

/**
 * A share 0 to 1 as per cent. Never rounded to a full 0 or 100 that it is not: 0.9996 is "99.9 %" with one decimal,
 * and "99 %" with none.
 */
export function formatShare(share: number, decimals = 1): string {
  if (!Number.isFinite(share)) return notANumber(share);
  if (share === 0 || share === 1) return `${share * 100} %`;
  const step = 10 ** -decimals;
  const percent = share * 100;
  const kept = share > 0 && share < 1 ? Math.min(100 - step, Math.max(step, percent)) : percent;
  return `${kept.toFixed(decimals)} %`;
}

/** Three figures and at most `decimals` decimals: 1.24, 12.4, 124. */
function threeFigures(amount: number, decimals: number): string {
  const whole = amount < 9.995 ? 1 : amount < 99.95 ? 2 : 3;
  return amount.toFixed(Math.min(decimals, 3 - whole));
}

function pad(count: number): string {
  return String(count).padStart(2, '0');
}

function notANumber(amount: number): string {
  return Number.isNaN(amount) ? '–' : amount > 0 ? '∞' : '-∞';
}
