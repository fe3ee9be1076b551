import { addAt } from '../lib/add-at.js';
import { groupBy } from '../lib/group-by.js';
import type { RunResult } from '../results/run-result.js';
import type { AttemptTerms } from '../scoring/compared-task.js';
import { comparedClusters } from '../scoring/compared-layout.js';
import { fallingLog } from '../scoring/curves.js';
import { janusComposite } from '../scoring/profile.js';
import type { ScoreName } from '../scoring/replicate.js';
import { scoreEffects } from '../scoring/score-effects.js';
import { dimensions, type Dimension } from '../scoring/scores.js';
import { matchTasks } from './match-tasks.js';
import { measuredSides } from './measured-sides.js';

/** Where the spread of a score comes from, in points squared. */
export interface TaskVariances {
  /** The score of the counted tasks; 0 to 100. */
  readonly value: number;
  readonly tasks: number;
  readonly clusters: number;
  /** Sum over tasks of the variance of what one attempt would add to the score. */
  readonly within: number;
  /** Sum over clusters of the square of what each adds to the score. */
  readonly squares: number;
  /** Within, as a share of the spread of all attempts; null: no task has two attempts. */
  readonly withinShare: number | null;
}

/**
 * From the counted attempts of one run. Without two attempts of any task, all spread within a category counts as spread
 * within tasks: more than there is. Undefined: the score was not measured.
 */
export function taskVariances(result: RunResult, score: ScoreName): TaskVariances | undefined {
  const { compared } = matchTasks([result], [result]);
  const { scored, categories, hasTerms } = measuredSides([result], [result], compared);
  if (result.scores[score] === null || (!hasTerms && score !== 'quality' && score !== 'modality'))
    return undefined;
  const effects = scoreEffects(scored, categories, janusComposite);
  const addsOf = (task: number) => (attempt: AttemptTerms) =>
    100 *
    partsOf(score).reduce((sum, { dimension, weight }) => {
      const share = effects[dimension].weights?.[task] ?? 0;
      return share === 0 ? sum : sum + weight * share * terms[dimension](attempt);
    }, 0);
  const tasks = scored.map(({ category, base }, task) => ({ category, adds: base.map(addsOf(task)) }));
  const { strata, clusterOf } = comparedClusters(scored, categories);
  const ofClusters = new Float64Array(strata.reduce((sum, count) => sum + count, 0));
  for (const [task, { adds }] of tasks.entries()) addAt(ofClusters, clusterOf[task] ?? 0, mean(adds));
  const weighty = tasks.filter((_, task) => (effects[score].weights?.[task] ?? 0) > 0);
  return {
    value: ofClusters.reduce((sum, adds) => sum + adds, 0),
    tasks: weighty.length,
    clusters: new Set(clusterOf.filter((_, task) => (effects[score].weights?.[task] ?? 0) > 0)).size,
    squares: ofClusters.reduce((sum, adds) => sum + adds ** 2, 0),
    ...withinOf(weighty),
  };
}

interface PlannedTask {
  readonly category: string;
  /** What each attempt would add to the score, were it the task's only one: points. */
  readonly adds: readonly number[];
}

/** Points squared: below it a spread is none. */
const rounding = 1e-12;

function withinOf(tasks: readonly PlannedTask[]): Pick<TaskVariances, 'within' | 'withinShare'> {
  const byCategory = [...groupBy(tasks, ({ category }) => category).values()];
  const all = sum(byCategory.map((own) => own.length * variance(own.flatMap(({ adds }) => adds))));
  const repeated = tasks.filter(({ adds }) => adds.length > 1);
  if (repeated.length === 0) return { within: all < rounding ? 0 : all, withinShare: null };
  if (all < rounding) return { within: 0, withinShare: 0 };
  const known = sum(repeated.map(({ adds }) => variance(adds)));
  const within = (known / repeated.length) * tasks.length;
  return { within, withinShare: Math.min(1, within / all) };
}

/** What an attempt brings to a dimension, 0 to 1. Speed as if its bands were means: near enough to plan by. */
const terms: Readonly<Record<Dimension, (attempt: AttemptTerms) => number>> = {
  quality: ({ quality }) => quality,
  modality: ({ quality }) => quality,
  cost: ({ credit, costUtility }) => credit * costUtility,
  streaming: ({ credit, streamingUtility }) => credit * streamingUtility,
  speed: ({ credit, firstUtility, lifecycleRatio }) => {
    const { first, middle, tail } = janusComposite.speedMix;
    const lifecycle = lifecycleRatio === null ? 0 : fallingLog(lifecycleRatio, janusComposite.lifecycle);
    return credit * (first * firstUtility + (middle + tail) * lifecycle);
  },
};

function partsOf(score: ScoreName): readonly { readonly dimension: Dimension; readonly weight: number }[] {
  if (score !== 'composite') return [{ dimension: score, weight: 1 }];
  return dimensions.map((dimension) => ({ dimension, weight: janusComposite.weights[dimension] }));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Unbiased; 0 for one value. */
function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
