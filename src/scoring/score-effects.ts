import type { ComparedCategory, ComparedTask } from './compared-task.js';
import { comparedLayout } from './compared-layout.js';
import { dimensions, type Dimension } from './scores.js';
import { meanEffect, type TaskMeans, taskMeansOf } from './mean-effect.js';
import { weightsOf } from './measure.js';
import type { Profile } from './profile.js';
import type { ScoreName } from './replicate.js';
import { notMeasured, type ScoreEffect } from './score-effect.js';
import { speedEffect } from './speed-effect.js';
import type { TaskWeights } from './weights.js';

export type { AttemptTerms, ComparedCategory, ComparedTask } from './compared-task.js';
export type { ScoreEffect } from './score-effect.js';

/**
 * The difference of every score split exactly over tasks, so that a test over tasks speaks of the score itself. Both
 * sides are scored over the same tasks: where a category has none of them, a score that rests on it is not measured.
 * Throws RangeError on a task of no declared category.
 */
export function scoreEffects(
  tasks: readonly ComparedTask[],
  categories: readonly ComparedCategory[],
  profile: Profile,
): ScoreEffects {
  const layout = comparedLayout(tasks, categories);
  const laid = weightsOf(layout);
  const inOrder = (weights: TaskWeights | undefined) => weights && reordered(weights, layout.indices);
  const { quality, efficiency, modality } = {
    quality: inOrder(laid.quality),
    efficiency: inOrder(laid.efficiency),
    modality: inOrder(laid.modality),
  };
  const means = taskMeansOf(tasks);
  const mean = (weights: TaskWeights | undefined, column: keyof TaskMeans) =>
    weights === undefined ? notMeasured : meanEffect(weights, means[column]);
  const parts = {
    quality: mean(quality, 'quality'),
    speed:
      efficiency === undefined ? notMeasured : speedEffect({ tasks, weights: efficiency, means, profile }),
    cost: mean(efficiency, 'cost'),
    streaming: mean(efficiency, 'streaming'),
    modality: mean(modality, 'quality'),
  };
  return {
    ...parts,
    composite: compositeEffect(parts, profile),
    timelessCost: mean(efficiency, 'timelessCost'),
  };
}

export interface ScoreEffects extends Readonly<Record<ScoreName, ScoreEffect>> {
  /** Cost without compute seconds that are really a lifecycle: what drift between two runs leaves alone. */
  readonly timelessCost: ScoreEffect;
}

/** The composite's difference as far as drift leaves it alone: its parts but Speed and Streaming, and `timelessCost`. */
export function timelessComposite(
  parts: DimensionEffects & Pick<ScoreEffects, 'timelessCost'>,
  profile: Pick<Profile, 'weights'>,
): ScoreEffect {
  const timeless = { ...parts, cost: parts.timelessCost };
  return compositeEffect(timeless, profile, ['quality', 'cost', 'modality']);
}

/** Quality of each category (of any, also those that feed no score): the mean over its tasks of the mean over attempts. */
export function categoryEffects(
  tasks: readonly ComparedTask[],
  categories: readonly ComparedCategory[],
): Map<string, ScoreEffect> {
  const { quality } = taskMeansOf(tasks);
  return new Map(
    categories.map(({ name }) => {
      const own = Float64Array.from(tasks, ({ category }) => (category === name ? 1 : 0));
      const count = own.reduce((sum, one) => sum + one, 0);
      return [
        name,
        count === 0
          ? notMeasured
          : meanEffect(
              own.map((one) => one / count),
              quality,
            ),
      ];
    }),
  );
}

export type DimensionEffects = Readonly<Record<Dimension, ScoreEffect>>;

/**
 * The composite's difference, split over tasks; `over`: only by what these dimensions add to it, with their weights as they
 * are. Not measured where one of the dimensions was not.
 */
export function compositeEffect(
  parts: DimensionEffects,
  profile: Pick<Profile, 'weights'>,
  over: readonly Dimension[] = dimensions,
): ScoreEffect {
  const total = over.reduce((sum, dimension) => sum + profile.weights[dimension], 0);
  let [base, candidate] = [0, 0];
  let effects: Float64Array | undefined;
  let weights: Float64Array | undefined;
  for (const dimension of over) {
    const part = parts[dimension];
    const weight = profile.weights[dimension];
    if (part.base === null || part.candidate === null || !part.effects || !part.weights) return notMeasured;
    base += weight * part.base;
    candidate += weight * part.candidate;
    effects = plus(effects, part.effects, weight);
    weights = plus(weights, part.weights, weight / total);
  }
  return { base, candidate, effects, weights };
}

function plus(left: Float64Array | undefined, right: Float64Array, times: number): Float64Array {
  return right.map((value, task) => (left?.[task] ?? 0) + times * value);
}

function reordered(values: Float64Array, indices: Int32Array): Float64Array {
  const result = new Float64Array(values.length);
  for (const [place, index] of indices.entries()) result[index] = values[place] ?? 0;
  return result;
}
