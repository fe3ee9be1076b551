import type { GateBar, GateDecision, GateOutcome } from '../compare/gate-decision.js';
import { groupBy } from '../lib/group-by.js';
import { inert } from '../lib/inert.js';
import { shellQuote } from '../lib/shell-quote.js';
import { formatEffect, formatP, formatSmallest, formatValue, verdictWords } from './comparison-words.js';
import { gateHeadline, type GateHeadline } from './gate-headline.js';
import { formatLeast } from './gate-words.js';
import { formatScore, nothing } from './words.js';

/** A gate's decision as finished words: everything rounded, everything foreign inert. `decision` is there for machines. */
export interface GateView {
  readonly decision: GateDecision;
  readonly headline: GateHeadline;
  /** `baseline 2026… · candidate 2026…`. */
  readonly runs: readonly string[];
  /** Why it is not green, whatever the bars say. */
  readonly failures: readonly string[];
  readonly changes: readonly ChangeView[];
  readonly minimums: readonly MinimumView[];
  /** Empty where no report was asked for. */
  readonly contract: readonly ContractView[];
  /** What a bar rests on, or lacks: `Speed: one run a side`. */
  readonly reasons: readonly string[];
  /** What to do, most pressing first. */
  readonly next: readonly string[];
  readonly notes: readonly string[];
}

interface Marked {
  readonly label: string;
  readonly outcome: GateOutcome;
  /** `not worse`, `regressed`, `under the bar`. */
  readonly verdict: string;
}

export interface ChangeView extends Marked {
  readonly base: string;
  readonly candidate: string;
  readonly change: string;
  /** The most harm that the data leave room for. */
  readonly bound: string;
  /** How much harm is too much. */
  readonly margin: string;
  /** One-sided that it is worse, by Holm. */
  readonly p: string;
  /** The smallest change that would have been found in 4 of 5 tries. */
  readonly unseen: string;
}

export interface MinimumView extends Marked {
  readonly value: string;
  readonly least: string;
}

export interface ContractView extends Marked {
  readonly detail: string;
}

/** What the columns mean, for a line below them. */
export const changesNote =
  'at worst: 95 % sure that the change is not more harmful. margin: what it may be at worst. p: one-sided, by Holm. unseen: a fall smaller than this would have been missed in over 1 of 5 tries.';

export interface GateViewOptions {
  /** Baseline and candidate as `janus-bench compare` finds them; left out: their names. Null: they stand compared above. */
  readonly compared?: readonly [string, string] | null | undefined;
}

/** The only place that rounds. */
export function toGateView(decision: GateDecision, { compared }: GateViewOptions = {}): GateView {
  const { bars, failures, doubts, notes } = decision;
  const ofKind = (kind: GateBar['kind']) => bars.filter((bar) => bar.kind === kind);
  return {
    decision,
    headline: gateHeadline(decision),
    runs: runsOf(decision),
    failures: [...failures, ...doubts].map(({ what }) => sentence(what)),
    changes: ofKind('change').map(changeView),
    minimums: ofKind('minimum').map(minimumView),
    contract: ofKind('contract').map((bar) => ({
      ...marked(bar, { pass: 'kept', fail: 'broken', inconclusive: 'unknown' }),
      detail: inert(bar.reason, 2_000),
    })),
    reasons: reasonsOf(bars),
    next: nextOf(decision, compared === undefined ? namesOf(decision) : compared),
    notes: notes.map((note) => inert(note, 600)),
  };
}

function runsOf({ baseline, candidate }: GateDecision): readonly string[] {
  const named = ({ name, runId }: GateDecision['candidate']) =>
    name === runId ? inert(runId, 80) : `${inert(name, 80)} (${inert(runId, 80)})`;
  return [...(baseline === null ? [] : [`baseline ${named(baseline)}`]), `candidate ${named(candidate)}`];
}

function changeView(bar: GateBar): ChangeView {
  const { base, candidate, effect, bound, margin, pAdjusted, smallestEffect, unit, verdict } = bar;
  const word = effect === null || verdict === null ? 'not measured' : verdictWords[verdict];
  const words = {
    pass: bar.verdict === 'regressed' ? 'within margin' : word,
    fail: word,
    inconclusive: 'inconclusive',
  };
  return {
    ...marked(bar, words),
    base: formatValue(base, unit),
    candidate: formatValue(candidate, unit),
    change: formatEffect(effect, bar),
    bound: formatEffect(bound, bar),
    margin: formatSmallest(margin, bar),
    p: formatP(pAdjusted),
    unseen: formatSmallest(smallestEffect, bar),
  };
}

function minimumView(bar: GateBar): MinimumView {
  const { candidate, minimum } = bar;
  const isMeasured = candidate !== null && minimum !== null;
  return {
    ...marked(bar, {
      pass: 'reached',
      fail: isMeasured ? 'under the bar' : 'not measured',
      inconclusive: 'inconclusive',
    }),
    value: isMeasured ? formatLeast(candidate, minimum) : nothing,
    least: minimum === null ? nothing : formatScore(minimum),
  };
}

function marked({ label, outcome }: GateBar, words: Readonly<Record<GateOutcome, string>>): Marked {
  const text = inert(label, 40);
  return { label: text.charAt(0).toUpperCase() + text.slice(1), outcome, verdict: words[outcome] };
}

function reasonsOf(bars: readonly GateBar[]): readonly string[] {
  return bars
    .filter(({ kind, reason }) => kind !== 'contract' && reason !== '')
    .map(({ label, reason }) => sentence(`${inert(label, 40)}: ${reason}`));
}

function namesOf({ baseline, candidate }: GateDecision): readonly [string, string] | null {
  return baseline === null ? null : [baseline.name, candidate.name];
}

function nextOf(
  { failures, doubts, bars, outcome, strict }: GateDecision,
  compared: readonly [string, string] | null,
): readonly string[] {
  const fixes = [...failures, ...doubts].map(({ fix }) => fix).filter((fix) => fix !== '');
  const regressed = bars.some(({ kind, effect, outcome: reached }) => {
    return kind === 'change' && reached === 'fail' && effect !== null;
  });
  return [
    ...(regressed && compared !== null
      ? [`\`janus-bench compare ${compared.map(shellQuote).join(' ')}\` shows which tasks flipped`]
      : []),
    ...new Set(fixes),
    ...barFixes(bars),
    ...(outcome === 'inconclusive' && !strict ? ['--strict makes this a failure'] : []),
  ].map(sentence);
}

/** Each once; with the bars it is for where there are several. */
function barFixes(bars: readonly GateBar[]): readonly string[] {
  const byFix = groupBy(
    bars.filter(({ fix }) => fix !== ''),
    ({ fix }) => fix,
  );
  if (byFix.size <= 1) return [...byFix.keys()];
  return [...byFix].map(([fix, own]) => `${own.map(({ label }) => inert(label, 40)).join(', ')}: ${fix}`);
}

function sentence(text: string): string {
  const shown = inert(text, 1_000);
  return `${shown.charAt(0).toUpperCase()}${shown.slice(1)}${/[.?!]$/.test(shown) ? '' : '.'}`;
}
