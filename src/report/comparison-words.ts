import type { Finding, Verdict } from '../compare/comparison.js';
import { formatMs, formatShare, formatUsd } from '../lib/quantity.js';
import { formatCount, formatScore, nothing } from './words.js';

/** The numbers of a finding as people read them. An effect of scale `ratio` is a logarithm and is shown as a change in per cent. */

export const verdictWords: Readonly<Record<Verdict, string>> = {
  regressed: 'regressed',
  not_worse: 'not worse',
  improved: 'improved',
  inconclusive: 'inconclusive',
};

/** `71.2`, `83.3 %`, `412 ms`, `$0.0012`. */
export function formatValue(value: number | null, unit: Finding['unit']): string {
  if (value === null) return nothing;
  switch (unit) {
    case 'points':
      return formatScore(value);
    case 'share':
      return formatShare(value);
    case 'ms':
      return formatMs(value);
    case 'USD':
      return formatUsd(value);
    case 'tokens':
      return formatCount(value);
  }
}

/** With its sign: `-1.1` (points; of a share: points of per cent), `+12 %`. */
export function formatEffect(effect: number | null, finding: FindingScale): string {
  if (effect === null) return nothing;
  return `${signed(amountOf(effect, finding), finding)}${unitOf(finding)}`;
}

/** `-3.0…+0.8`; of a ratio in per cent; empty where there is none. */
export function formatInterval(interval: Finding['interval'], finding: FindingScale): string {
  if (interval === null) return '';
  const [low, high] = [interval.low, interval.high].map((end) => signed(amountOf(end, finding), finding));
  return `${low}…${high}`;
}

/** How large a change is, without its direction: `3.1 points`, `12 %`. */
export function formatSize(effect: number, finding: FindingScale): string {
  const amount = rounded(Math.abs(amountOf(effect, finding)), finding);
  if (finding.scale === 'ratio') return `${amount} %`;
  return finding.unit === 'share' ? `${amount} percentage points` : `${amount} points`;
}

/** The same, short, for a column. */
export function formatSmallest(effect: number | null, finding: FindingScale): string {
  return effect === null
    ? nothing
    : `${rounded(Math.abs(amountOf(effect, finding)), finding)}${unitOf(finding)}`;
}

/** Whether it is more than nothing once it is rounded. */
export function isVisible(effect: number | null, finding: FindingScale): boolean {
  return effect !== null && !/^[0.]*$/u.test(rounded(Math.abs(amountOf(effect, finding)), finding));
}

/** `.032`, `.21`, `<.001`, `1`. */
export function formatP(p: number | null): string {
  if (p === null) return nothing;
  if (p < 0.001) return '<.001';
  return p < 0.0995 ? p.toFixed(3).slice(1) : p < 0.995 ? p.toFixed(2).slice(1) : '1';
}

export type FindingScale = Pick<Finding, 'scale' | 'unit'>;

/** In points, points of per cent or per cent. */
function amountOf(effect: number, { scale, unit }: FindingScale): number {
  if (scale === 'ratio') return 100 * Math.expm1(effect);
  return unit === 'share' ? 100 * effect : effect;
}

function unitOf({ scale }: FindingScale): string {
  return scale === 'ratio' ? ' %' : '';
}

function signed(amount: number, finding: FindingScale): string {
  const text = rounded(Math.abs(amount), finding);
  if (/^[0.]*$/u.test(text)) return text;
  return `${amount < 0 ? '-' : '+'}${text}`;
}

/** Points with one decimal; per cent too while they are few. */
function rounded(amount: number, { scale }: FindingScale): string {
  if (!Number.isFinite(amount)) return '∞';
  const isWhole = scale === 'ratio' ? amount >= 9.95 : amount >= 99.95;
  return isWhole ? formatCount(amount) : amount.toFixed(1);
}
