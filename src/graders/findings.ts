import type { Finding, FindingPart, Span } from './grade.js';

/** A criterion met. */
export function passed(reason: string, spans: readonly Span[] = []): Finding {
  return { verdict: 'pass', quality: 1, reason, spans };
}

/** A criterion not met, and the miner answers for it. */
export function failed(reason: string, spans: readonly Span[] = []): Finding {
  return { verdict: 'fail', quality: 0, reason, fault: 'miner', spans };
}

/** Something of ours or the author's is broken: no score, and coverage falls. */
export function faulty(fault: 'task' | 'judge' | 'sandbox' | 'harness', reason: string): Finding {
  return { verdict: 'error', quality: 0, reason, fault, spans: [] };
}

/** Nothing to apply this criterion with (no judge, no sandbox). */
export function notApplied(reason: string): Finding {
  return { verdict: 'n_a', quality: 0, reason, spans: [] };
}

interface PartsOptions {
  readonly spans: readonly Span[];
  /** True: one part missed makes 0. False: quality is the share of parts met. */
  readonly allOrNothing: boolean;
}

/** A finding of several rules, each shown with its own reason. At least one part is expected. */
export function fromParts(parts: readonly FindingPart[], { spans, allOrNothing }: PartsOptions): Finding {
  const missed = parts.filter(({ met }) => met !== true);
  if (missed.length === 0) return { ...passed(joined(parts), spans), parts };
  const quality = allOrNothing ? 0 : 1 - missed.length / parts.length;
  const verdict = quality > 0 ? 'partial' : 'fail';
  return { verdict, quality, reason: joined(missed), fault: 'miner', spans, parts };
}

function joined(parts: readonly FindingPart[]): string {
  const shown = parts.slice(0, 3).map(({ reason }) => reason);
  const more = parts.length > 3 ? [`and ${parts.length - 3} more`] : [];
  return [...shown, ...more].join('; ');
}

export function part(id: string, met: boolean, reason: string): FindingPart {
  return { id, met, reason };
}

const shownChars = 80;

/** A piece of an answer inside a reason: quoted, on one line, short. */
export function show(text: string): string {
  const head = text.slice(0, shownChars + 1);
  return JSON.stringify(head.length > shownChars ? `${head.slice(0, shownChars)}…` : head);
}
