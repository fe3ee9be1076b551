import { inert } from '../lib/inert.js';
import { metrics } from '../metrics/catalogue.js';
import type { RunResult } from '../results/run-result.js';
import { janusComposite } from '../scoring/profile.js';
import { dimensions, type Dimension, type Score } from '../scoring/scores.js';
import {
  answersOf,
  failuresOf,
  worstOf,
  type AnswersView,
  type FailureView,
  type WorstView,
} from './view-answers.js';
import { loadFacts } from './view-load.js';
import { repeatsView, type RepeatsView } from './view-repeats.js';
import { noIntervalNote } from './no-interval.js';
import { costFacts, runFacts, trustFacts, type Fact } from './view-facts.js';
import { noticesOf, type Notice } from './view-notices.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { formatScore, nothing } from './words.js';

/**
 * A result as finished words: everything rounded, everything foreign inert, in the order of importance. What a renderer
 * adds is layout. `result` is there for the formats that machines read, which are exact.
 */
export interface View {
  readonly result: RunResult;
  readonly runId: string;
  /** `public/dev 1.0.0`. */
  readonly suite: string;
  readonly facts: readonly string[];
  /** To be read before the numbers. */
  readonly notices: readonly Notice[];
  readonly composite: ScoreView;
  /** Why the composite has no interval; empty where it has one, or there is no composite. */
  readonly noInterval: string;
  readonly dimensions: readonly ScoreView[];
  readonly answers: AnswersView;
  readonly timings: readonly TimingView[];
  /** What repeating tasks showed; undefined: none was repeated. */
  readonly repeats: RepeatsView | undefined;
  /** Pace, lateness and goodput; empty where attempts simply followed one another. */
  readonly load: readonly Fact[];
  readonly cost: readonly Fact[];
  readonly trust: readonly Fact[];
  readonly categories: readonly CategoryView[];
  readonly failures: readonly FailureView[];
  /** The worst first; at most 20. */
  readonly worst: readonly WorstView[];
  /** Tasks that are not all right; `worst` may show fewer. */
  readonly badTasks: number;
}

export interface ScoreView {
  readonly label: string;
  /** `78.4`, or a dash. */
  readonly value: string;
  /** `75.1 – 81.2`; empty where there is no interval. */
  readonly interval: string;
  /** `0.45`; empty for the composite. */
  readonly weight: string;
  /** 0 to 1, for a bar; undefined: not measured. */
  readonly share: number | undefined;
}

export interface TimingView {
  readonly label: string;
  readonly n: string;
  /** `~` before a quantile with fewer than ten samples beyond it. */
  readonly p50: string;
  readonly p90: string;
  readonly p95: string;
  readonly p99: string;
  readonly max: string;
}

export interface CategoryView {
  readonly name: string;
  readonly feeds: string;
  readonly tasks: string;
  readonly right: string;
  readonly quality: string;
  readonly ttft: string;
  readonly lifecycle: string;
}

/** What the mark before a quantile says. */
export const lowConfidenceNote = '~ fewer than 10 samples beyond it';

export interface ViewOptions {
  /** What reading the run had to say: torn journal, not finished. */
  readonly notes?: readonly string[] | undefined;
}

/** The only place that rounds. */
export function toView(result: RunResult, { notes = [] }: ViewOptions = {}): View {
  const { scores } = result;
  return {
    result,
    runId: inert(result.run.id, 80),
    suite: inert(`${result.suite.name} ${result.suite.version}`, 80),
    facts: runFacts(result),
    notices: noticesOf(result, notes),
    composite: scoreView('Composite', scores.composite, ''),
    noInterval: noIntervalNote(result),
    dimensions: dimensions.map((dimension) =>
      scoreView(nameOf(dimension), scores[dimension], janusComposite.weights[dimension].toFixed(2)),
    ),
    answers: answersOf(result),
    timings: timingsOf(result),
    repeats: repeatsView(result),
    load: loadFacts(result),
    cost: costFacts(result),
    trust: trustFacts(result),
    categories: categoriesOf(result),
    failures: failuresOf(result),
    ...worstOf(result),
  };
}

/** `Quality`. */
export function nameOf(dimension: Dimension): string {
  return dimension.charAt(0).toUpperCase() + dimension.slice(1);
}

function scoreView(label: string, score: Score | null, weight: string): ScoreView {
  if (score === null) return { label, value: nothing, interval: '', weight, share: undefined };
  const { value, low, high } = score;
  const interval = low === null || high === null ? '' : `${formatScore(low)} – ${formatScore(high)}`;
  return { label, value: formatScore(value), interval, weight, share: value / 100 };
}

const shownTimings = ['ttftMs', 'ttfaMs', 'latencyMs', 'lifecycleMs', 'gapsMs'] as const;
/** An open loop may be late: then what a user waited is told too. */
const shownOfOpenLoops = [...shownTimings, 'responseMs', 'scheduleLagMs'] as const;

function timingsOf({ metrics: measured, load }: RunResult): readonly TimingView[] {
  return (load.open === null ? shownTimings : shownOfOpenLoops).flatMap((name) => {
    const found = measured[name];
    if (found === undefined) return [];
    const quantile = (key: 'p50' | 'p90' | 'p95' | 'p99') => {
      const value = found[key];
      if (value === null) return nothing;
      return `${found.lowConfidence.includes(key) ? '~' : ''}${formatMs(value)}`;
    };
    return {
      label: metrics[name].label,
      n: String(found.n),
      p50: quantile('p50'),
      p90: quantile('p90'),
      p95: quantile('p95'),
      p99: quantile('p99'),
      max: found.max === null ? nothing : formatMs(found.max),
    };
  });
}

function categoriesOf({ categories, attempts, tasks }: RunResult): readonly CategoryView[] {
  return categories.map((category) => {
    const own = new Set(tasks.filter((task) => task.category === category.name).map(({ id }) => id));
    const qualities = attempts
      .filter(({ taskId }) => own.has(taskId))
      .flatMap(({ countedQuality }) => countedQuality ?? []);
    const right = qualities.filter((quality) => quality >= 0.999).length;
    return {
      name: inert(category.name, 40),
      feeds: category.feeds === 'none' ? 'efficiency only' : category.feeds,
      tasks: String(category.tasks),
      right: category.counted === 0 ? nothing : `${right} of ${category.counted}`,
      quality: category.quality === null ? nothing : formatShare(category.quality),
      ttft: category.ttftP50Ms === null ? nothing : formatMs(category.ttftP50Ms),
      lifecycle: category.lifecycleP50Ms === null ? nothing : formatMs(category.lifecycleP50Ms),
    };
  });
}
