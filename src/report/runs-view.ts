import type { Comparison } from '../compare/comparison.js';
import type { NamedRun } from '../compare/compared-run.js';
import { inert } from '../lib/inert.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { dimensions } from '../scoring/scores.js';
import { headlineOf } from './comparison-headline.js';
import { formatScore, nothing } from './words.js';

/** Runs side by side, each with its own numbers and what came of comparing it with the first. */
export interface RunsView {
  readonly rows: readonly RunRow[];
}

export interface RunRow {
  readonly name: string;
  readonly composite: string;
  /** In the order of the dimensions. */
  readonly scores: readonly string[];
  readonly right: string;
  readonly ttft: string;
  readonly lifecycle: string;
  /** Empty for the base; `regressed`, `improved`, `no regression`, `not comparable`. */
  readonly verdict: string;
  readonly level: 'good' | 'warn' | 'bad' | 'plain';
  /** One sentence; empty for the base. */
  readonly sentence: string;
}

export const scoreTitles: readonly string[] = dimensions.map(
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
);

/** The first is the base; comparison k is of run k + 1 with it. Without comparisons the runs just stand there. */
export function toRunsView(runs: readonly NamedRun[], comparisons: readonly Comparison[]): RunsView {
  return { rows: runs.map((run, index) => rowOf(run, comparisons[index - 1])) };
}

function rowOf({ name, result }: NamedRun, comparison: Comparison | undefined): RunRow {
  const { scores, successRate, metrics } = result;
  const score = (value: { readonly value: number } | null) =>
    value === null ? nothing : formatScore(value.value);
  const median = (key: string) => {
    const p50 = metrics[key]?.p50 ?? null;
    return p50 === null ? nothing : formatMs(p50);
  };
  return {
    name: inert(name, 40),
    composite: score(scores.composite),
    scores: dimensions.map((dimension) => score(scores[dimension])),
    right: successRate === null ? nothing : formatShare(successRate),
    ttft: median('ttftMs'),
    lifecycle: median('lifecycleMs'),
    ...outcomeOf(comparison),
  };
}

function outcomeOf(comparison: Comparison | undefined): Pick<RunRow, 'verdict' | 'level' | 'sentence'> {
  if (comparison === undefined) return { verdict: '', level: 'plain', sentence: '' };
  const { text, level } = headlineOf(comparison);
  const { obstacles, findings } = comparison;
  const has = (wanted: string) => findings.some(({ verdict }) => verdict === wanted);
  const verdict =
    obstacles.length > 0
      ? 'not comparable'
      : has('regressed')
        ? 'regressed'
        : has('improved')
          ? 'improved'
          : 'no regression';
  const sentence = obstacles.length === 0 ? text : inert(`Not comparable: ${obstacles.join('; ')}.`, 1_500);
  return { verdict, level: verdict === 'no regression' ? 'plain' : level, sentence };
}
