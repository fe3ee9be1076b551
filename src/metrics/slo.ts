import { durationForms, formatDuration, parseDurationMs } from '../lib/duration.js';
import { gapsMs } from './gaps.js';
import { responseMs, scheduleLagMs, ttftMs } from './latency.js';
import type { MeasuredAttempt } from './measured.js';

/** What an answer must keep to be of use, ms; what is left out is not asked for. */
export type Slo = Readonly<Partial<Record<SloTerm, number | undefined>>>;

export const sloTerms = ['ttft', 'latency', 'gap'] as const;
export type SloTerm = (typeof sloTerms)[number];

export const sloForms = `terms like ttft=2s,latency=10s,gap=2s (${durationForms})`;

/** `ttft=2s, gap=500ms`; undefined where it is no such list, names a term twice or none. */
export function parseSlo(text: string): Slo | undefined {
  const terms = new Map<SloTerm, number>();
  for (const part of text.split(',')) {
    const [name = '', time = ''] = part.split('=').map((side) => side.trim());
    const ms = parseDurationMs(time);
    if (!isSloTerm(name) || terms.has(name) || ms === undefined || ms <= 0) return undefined;
    terms.set(name, ms);
  }
  return Object.fromEntries(terms);
}

/** The shortest text that reads back as the same, terms in their usual order. */
export function formatSlo(slo: Slo): string {
  return sloTerms
    .flatMap((term) => {
      const ms = slo[term];
      return ms === undefined ? [] : `${term}=${formatDuration(ms)}`;
    })
    .join(',');
}

/**
 * The terms that an attempt broke. TTFT and latency count from when it was due, so that what waited to be issued is not
 * forgotten. A time that was not measured breaks its term, but a gap takes two reads: one lump has none.
 */
export function brokenTerms(attempt: MeasuredAttempt, slo: Slo): readonly SloTerm[] {
  const lagMs = scheduleLagMs(attempt);
  const firstMs = ttftMs(attempt);
  const found: Readonly<Record<SloTerm, number | undefined>> = {
    ttft: firstMs === undefined || lagMs === undefined ? undefined : firstMs + lagMs,
    latency: responseMs(attempt),
    gap: (gapsMs(attempt) ?? []).reduce((longest, gap) => Math.max(longest, gap), 0),
  };
  return sloTerms.filter((term) => (found[term] ?? Infinity) > (slo[term] ?? Infinity));
}

function isSloTerm(name: string): name is SloTerm {
  return (sloTerms as readonly string[]).includes(name);
}
