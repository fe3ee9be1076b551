import type { GateBar, GateDecision } from '../compare/gate-decision.js';
import { inert } from '../lib/inert.js';
import { formatEffect, formatSize, formatSmallest, isVisible } from './comparison-words.js';
import { formatLeast } from './gate-words.js';
import { counted, formatScore } from './words.js';

export interface GateHeadline {
  readonly text: string;
  readonly level: 'good' | 'warn' | 'bad';
}

/** The outcome in words, the first thing to be read. */
export function gateHeadline(decision: GateDecision): GateHeadline {
  const { outcome, keptAs } = decision;
  if (outcome === 'fail') return { text: `The gate failed: ${joined(failing(decision))}.`, level: 'bad' };
  if (outcome === 'inconclusive')
    return { text: `The gate could not decide: ${joined(undecided(decision))}.`, level: 'warn' };
  if (keptAs !== null) {
    const text = `There was no baseline, so nothing was compared: this run is now the baseline, in ${inert(keptAs, 200)}.`;
    return { text, level: 'good' };
  }
  return { text: `The gate passed: ${passed(decision)}.`, level: 'good' };
}

function failing({ failures, bars }: GateDecision): readonly string[] {
  return [
    ...failures.map(({ what }) => inert(what, 300)),
    ...bars.filter(({ outcome }) => outcome === 'fail').map(failedBar),
  ];
}

function failedBar(bar: GateBar): string {
  const { kind, effect, candidate, minimum } = bar;
  const label = inert(bar.label, 40);
  if (kind === 'contract') return `the contract (${inert(bar.reason, 200)})`;
  if (kind === 'minimum')
    return candidate === null || minimum === null
      ? `${label} was not measured`
      : `${label} is ${formatLeast(candidate, minimum)}, the least is ${formatScore(minimum)}`;
  return effect === null ? `${label} was not measured` : `${label} regressed by ${formatSize(effect, bar)}`;
}

function undecided({ doubts, bars }: GateDecision): readonly string[] {
  return [
    ...doubts.map(({ what }) => inert(what, 300)),
    ...bars.filter(({ outcome }) => outcome === 'inconclusive').map(openBar),
  ];
}

function openBar(bar: GateBar): string {
  const { bound, margin, reason } = bar;
  const label = inert(bar.label, 40);
  if (reason.startsWith('one run a side')) return `${label} (one run a side)`;
  if (bound === null || margin === null) return `${label} (${inert(reason, 100)})`;
  return `${label} may have changed by ${formatEffect(bound, bar)} (margin ${formatSmallest(margin, bar)})`;
}

function passed({ bars }: GateDecision): string {
  const changes = bars.filter(({ kind }) => kind === 'change');
  const held = `${counted(bars.length, 'bar')} held`;
  if (changes.length === 0) return bars.length === 0 ? 'no bar was set' : held;
  const [worst] = ['quality', 'composite', changes[0]?.key].flatMap(
    (key) => changes.find((bar) => bar.key === key && isVisible(bar.smallestEffect, bar)) ?? [],
  );
  if (worst?.smallestEffect === null || worst === undefined) return `nothing regressed, ${held}`;
  const [label, size] = [inert(worst.label, 40), formatSize(worst.smallestEffect, worst)];
  const direction = worst.better === 'higher' ? 'fallen' : 'risen';
  return `nothing regressed, ${held}; ${label} could have ${direction} by up to ${size} unseen`;
}

const named = 3;

function joined(phrases: readonly string[]): string {
  const shown = phrases.slice(0, named);
  const more = phrases.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
