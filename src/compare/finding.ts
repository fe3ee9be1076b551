import type { EffectTest } from '../stats/effect-test.js';
import type { Finding } from './comparison.js';
import { defaultThreshold, type Threshold } from './thresholds.js';
import { decide, oneRunASide } from './verdict.js';

export interface FoundEffect extends Pick<
  Finding,
  'key' | 'label' | 'kind' | 'scale' | 'unit' | 'better' | 'base' | 'candidate'
> {
  /** Positive = better. Undefined: not measured. */
  readonly test: EffectTest | undefined;
  /** Of the composite and Cost, without what times make of them. */
  readonly timeless?: EffectTest | undefined;
  readonly timesComparable: boolean;
  readonly runsASide: number;
}

export interface DecisionOptions {
  readonly thresholds?: Readonly<Record<string, Partial<Threshold>>> | undefined;
  readonly level?: number | undefined;
}

/** An effect with its verdict, its sign turned to candidate - base. */
export function toFinding(
  { test, timeless, timesComparable, runsASide, ...about }: FoundEffect,
  { thresholds = {}, level }: DecisionOptions = {},
): Finding {
  const { key, better } = about;
  const threshold = { ...defaultThreshold(key), ...thresholds[key] };
  if (test === undefined) return { ...about, ...notMeasured, ...threshold };
  const input = { key, test, timeless, threshold, timesComparable };
  const { verdict, reason } = decide(level === undefined ? input : { ...input, level });
  const turned = better === 'higher' ? test : mirrored(test);
  return {
    ...about,
    ...threshold,
    effect: turned.effect,
    interval: clippedInterval(turned.interval, about),
    bound: clipped(boundOf(test, better), about),
    pWorse: test.pWorse,
    pBetter: test.pBetter,
    verdict,
    reason: runsASide > 1 ? reason.replace(oneRunASide, `only ${runsASide} runs a side`) : reason,
    smallestEffect: test.smallestEffect ?? null,
    clusters: test.clusters,
  };
}

const notMeasured = {
  effect: null,
  interval: null,
  pWorse: null,
  pBetter: null,
  verdict: 'inconclusive',
  reason: 'not measured',
  smallestEffect: null,
  clusters: 0,
} as const;

/** The harmful side is the lower one of a test, the upper one of what is better lower. */
function boundOf({ lowerBound }: EffectTest, better: Finding['better']): number | null {
  if (!Number.isFinite(lowerBound)) return null;
  return better === 'higher' ? lowerBound : 0 - lowerBound;
}

type Scaled = Pick<Finding, 'scale' | 'unit'>;

/**
 * No score can change by more than its whole range, whatever a studentised interval of few tasks says. Clipping to what
 * is possible costs no coverage.
 */
function clipped(amount: number | null, { scale, unit }: Scaled): number | null {
  if (amount === null || scale === 'ratio') return amount;
  const most = unit === 'share' ? 1 : 100;
  return Math.min(most, Math.max(-most, amount));
}

function clippedInterval(interval: EffectTest['interval'], scaled: Scaled): Finding['interval'] {
  if (interval === undefined) return null;
  return {
    low: clipped(interval.low, scaled) ?? interval.low,
    high: clipped(interval.high, scaled) ?? interval.high,
  };
}

/** 0 - x: of 0 it is 0, not -0. */
function mirrored({ effect, interval }: EffectTest): Pick<EffectTest, 'effect' | 'interval'> {
  return {
    effect: 0 - effect,
    interval: interval && { low: 0 - interval.high, high: 0 - interval.low },
  };
}
