import { closest } from '../lib/closest.js';
import { holm } from '../stats/holm.js';
import type { NamedRun } from './compared-run.js';
import type { Comparison, Finding } from './comparison.js';
import { barFormOf, contractBar, type ChangeBar, type ChangeBars } from './gate-bars.js';
import type { GateBar, GateOutcome } from './gate-decision.js';
import { defaultThreshold, isTimeMade, type Threshold } from './thresholds.js';
import { dimensions } from '../scoring/scores.js';

/** Delta and margin of a bar in the effect's own scale: points, shares, or log ratios. RangeError on an unknown key. */
export function thresholdOf(key: string, { delta, margin }: ChangeBar = {}): Threshold {
  const usual = defaultThreshold(key);
  const scaled = (amount: number) => {
    if (barFormOf(key) === 'share') return Math.log1p(amount);
    return key === 'successRate' ? amount / 100 : amount;
  };
  return {
    delta: delta === undefined ? usual.delta : scaled(delta),
    margin: margin === undefined ? usual.margin : scaled(margin),
  };
}

/** Of the bars that are named. */
export function thresholdsOf(bars: ChangeBars = {}): Readonly<Record<string, Threshold>> {
  const changes = Object.entries(bars).flatMap(([key, bar]) =>
    bar === 'fail' ? [] : [[key, thresholdOf(key, bar)] as const],
  );
  return Object.fromEntries(changes);
}

export interface ChosenBars {
  readonly chosen: GateBar['chosen'];
  /** Keys of findings. */
  readonly keys: readonly string[];
  /** Scores that are left out as this comparison cannot decide them. */
  readonly undecidable: readonly string[];
  /** Scores that neither run has. */
  readonly unmeasured: readonly string[];
}

/**
 * The bars that are named; without any, every score that one of the runs has. What is made of times alone is then left
 * out of separate runs, which cannot decide it: asked for by name it stays, inconclusive.
 */
export function chooseBars(
  bars: ChangeBars | undefined,
  { pairing, baseRuns, candidateRuns }: Comparison,
  runs: readonly NamedRun[],
): ChosenBars {
  const named = Object.keys(bars ?? {}).filter((key) => key !== contractBar);
  if (named.length > 0) return { chosen: 'named', keys: named, undecidable: [], unmeasured: [] };
  const scores = ['composite', ...dimensions] as const;
  const measured = scores.filter((key) => runs.some(({ result }) => result.scores[key] !== null));
  const sees = pairing === 'interleaved' || Math.min(baseRuns.length, candidateRuns.length) >= 2;
  const undecidable = sees ? [] : measured.filter(isTimeMade);
  return {
    chosen: 'default',
    keys: measured.filter((key) => !undecidable.includes(key)),
    undecidable,
    unmeasured: scores.filter((key) => !measured.includes(key)),
  };
}

/**
 * Each bar against its finding. Several bars are several chances to cry wolf, so p is adjusted by Holm before a bar may
 * fail; to pass, every bar must be ruled out by itself, which needs no adjustment. `level`: one-sided.
 */
export function changeBars(
  { findings }: Comparison,
  { keys, chosen }: Pick<ChosenBars, 'keys' | 'chosen'>,
  level = 0.05,
): readonly GateBar[] {
  const found = keys.map((key) => findings.find((finding) => finding.key === key));
  const decided = found.flatMap((finding) => (finding === undefined ? [] : (finding.pWorse ?? [])));
  const adjusted = holm(decided);
  let next = 0;
  return found.map((finding, index) => {
    if (finding === undefined) return unknownBar(keys[index] ?? '', chosen, findings);
    const pAdjusted = finding.pWorse === null ? null : (adjusted[next++] ?? 1);
    return changeBar(finding, { chosen, pAdjusted, level });
  });
}

interface Decided {
  readonly chosen: GateBar['chosen'];
  readonly pAdjusted: number | null;
  readonly level: number;
}

function changeBar(finding: Finding, decided: Decided): GateBar {
  const { key, label, scale, unit, better, base, candidate, effect, interval, pWorse } = finding;
  const { delta, margin, smallestEffect, verdict } = finding;
  return {
    ...{ key, label, kind: 'change', chosen: decided.chosen, scale, unit, better, base, candidate, effect },
    ...{ interval, bound: finding.bound ?? null, pWorse, pAdjusted: decided.pAdjusted, delta, margin },
    ...{ minimum: null, smallestEffect, verdict },
    ...outcomeOf(finding, decided),
  };
}

type Reached = Pick<GateBar, 'outcome' | 'reason' | 'fix'>;

function outcomeOf(finding: Finding, { pAdjusted, level }: Decided): Reached {
  const { key, verdict, base, candidate, effect, reason } = finding;
  if (base === null || candidate === null || effect === null) {
    return {
      outcome: 'fail',
      reason: 'it was not measured in both runs',
      fix: `measure it in both, or name other bars than ${key}`,
    };
  }
  if (verdict === 'not_worse' || verdict === 'improved') return { outcome: 'pass', reason: '', fix: '' };
  if (verdict === 'inconclusive') return undecided(reason, key);
  if (pAdjusted !== null && pAdjusted < level) return { outcome: 'fail', reason: '', fix: '' };
  const outcome: GateOutcome = isRuledOut(finding) ? 'pass' : 'inconclusive';
  return {
    outcome,
    reason: 'worse, but with so many bars it may be chance (Holm)',
    fix: outcome === 'pass' ? '' : 'more repeats decide it, or fewer bars',
  };
}

/** The bound of a composite says nothing of what it would be without the times in it. */
function isRuledOut({ key, bound, margin, better }: Finding): boolean {
  if (bound === null || bound === undefined || key === 'composite') return false;
  return (better === 'lower' ? bound : -bound) < margin;
}

function undecided(reason: string, key: string): Reached {
  const fix = reason.startsWith('one run a side')
    ? `${isTimeMade(key) ? 'times need' : 'it needs'} \`janus-bench ab\` or three runs a side`
    : 'more repeats or more tasks decide it';
  return { outcome: 'inconclusive', reason, fix };
}

function unknownBar(key: string, chosen: GateBar['chosen'], findings: readonly Finding[]): GateBar {
  const known = findings.map((finding) => finding.key);
  const meant = closest(key, known);
  return {
    ...emptyBar(key),
    kind: 'change',
    chosen,
    outcome: 'fail',
    reason: 'it was not measured in both runs',
    fix: meant === undefined || meant === key ? `these were: ${known.join(', ')}` : `did you mean ${meant}?`,
  };
}

/** A bar about which there is no number. */
export function emptyBar(key: string): Omit<GateBar, 'kind' | 'chosen' | 'outcome' | 'reason' | 'fix'> {
  return {
    ...{ key, label: key, scale: 'points', unit: 'points', better: 'higher' },
    ...{ base: null, candidate: null, effect: null, interval: null, bound: null },
    ...{ pWorse: null, pAdjusted: null, delta: null, margin: null, minimum: null },
    ...{ smallestEffect: null, verdict: null },
  };
}
