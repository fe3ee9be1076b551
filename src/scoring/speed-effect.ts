import { bandsEffect } from './bands-effect.js';
import { weighted } from './columns.js';
import type { ComparedTask } from './compared-task.js';
import type { TaskMeans } from './mean-effect.js';
import type { Profile } from './profile.js';
import type { ScoreEffect } from './score-effect.js';
import type { TaskWeights } from './weights.js';

export interface SpeedEffectInput {
  readonly tasks: readonly ComparedTask[];
  /** Total 1. */
  readonly weights: TaskWeights;
  readonly means: TaskMeans;
  readonly profile: Profile;
}

/**
 * Speed = 100 [0.40 sum a v u + g R] with R = 0.50 B(.25, .75) + 0.10 B(.90, 1): a mean, and a product whose difference is
 * mean(g) dR + mean(R) dg. All of it is a sum over tasks; `bandsEffect` has dR.
 */
export function speedEffect({ tasks, weights, means, profile }: SpeedEffectInput): ScoreEffect {
  const mix = profile.speedMix.first;
  const bands = bandsEffect(tasks, weights, profile);
  const [firstBase, firstCandidate] = bothSides(weights, means.first);
  const [creditBase, creditCandidate] = bothSides(weights, means.credit);
  const credit = (creditBase + creditCandidate) / 2;
  const band = (bands.base + bands.candidate) / 2;
  const change = ({ base, candidate }: TaskMeans['first'], task: number) =>
    (candidate[task] ?? 0) - (base[task] ?? 0);
  return {
    base: 100 * (mix * firstBase + creditBase * bands.base),
    candidate: 100 * (mix * firstCandidate + creditCandidate * bands.candidate),
    effects: weights.map(
      (weight, task) =>
        100 *
        weight *
        (mix * change(means.first, task) +
          credit * (bands.effects[task] ?? 0) +
          band * change(means.credit, task)),
    ),
    weights,
  };
}

function bothSides(weights: TaskWeights, { base, candidate }: TaskMeans['first']): [number, number] {
  return [weighted(weights, base), weighted(weights, candidate)];
}
