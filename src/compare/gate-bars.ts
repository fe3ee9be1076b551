import type { DeepReadonly } from '../lib/deep-readonly.js';
import { dimensions } from '../scoring/scores.js';

/** What a comparison's finding may be worse by, as people write it: points, or a share (0.15 is +15 %). */
export interface ChangeBar {
  /** Regressed needs a change at least this harmful; left out: METHODOLOGY section 6. */
  readonly delta?: number | undefined;
  /** Passed needs proof that the change is less harmful than this; left out: METHODOLOGY section 6. */
  readonly margin?: number | undefined;
}

/** By the finding's key; `contract` asks for a contract report without a failed check. */
export type ChangeBars = DeepReadonly<Record<string, ChangeBar | 'fail'>>;

/** The least that a score of the candidate may be, 0-100, whatever the baseline has. */
export type MinimumBars = Readonly<Record<string, number>>;

export const contractBar = 'contract';

/** What can be named besides categories: the key of the finding, and how its bar is written. */
const named: Readonly<Record<string, BarForm>> = {
  composite: 'points',
  ...Object.fromEntries(dimensions.map((dimension) => [dimension, 'points'])),
  successRate: 'points',
  ttftMs: 'share',
  ttfaMs: 'share',
  latencyMs: 'share',
  lifecycleMs: 'share',
  costUsd: 'share',
  completionTokens: 'share',
};
export type BarForm = 'points' | 'share';

const categoryPrefix = 'quality/';

/** Names that a bar of change may have, as they stand in janus-bench.yaml: `ttft`, not `ttftMs`. */
export const changeNames: readonly string[] = [...Object.keys(named).map(withoutUnit), contractBar];

/** Scores that may have a least value. */
export const minimumNames: readonly string[] = ['composite', ...dimensions];

/** `ttft` and `ttftMs`: `ttftMs`. `quality/chat` is itself. Undefined: no finding has such a name. */
export function findingKeyOf(name: string): string | undefined {
  if (isCategory(name)) return name;
  return Object.keys(named).find((key) => key === name || withoutUnit(key) === name);
}

/** The score that a least value is about; undefined: there is none of this name. */
export function scoreKeyOf(name: string): string | undefined {
  return isCategory(name) || minimumNames.includes(name) ? name : undefined;
}

/** Points, or a share of the baseline's value. */
export function barFormOf(key: string): BarForm {
  return named[key] ?? 'points';
}

function isCategory(name: string): boolean {
  return name.startsWith(categoryPrefix) && name.length > categoryPrefix.length;
}

function withoutUnit(key: string): string {
  return key.replace(/Ms$/, '');
}
