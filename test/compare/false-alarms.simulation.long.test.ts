import { expect, test } from 'vitest';
import { defaultThreshold, isTimeMade } from '../../src/compare/thresholds.js';
import { decide } from '../../src/compare/verdict.js';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { comparedClusters } from '../../src/scoring/compared-layout.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreNames, type ScoreName } from '../../src/scoring/replicate.js';
import { scoreEffects, timelessComposite, type ComparedTask } from '../../src/scoring/score-effects.js';
import type { ScoreEffect } from '../../src/scoring/score-effect.js';
import { clusterEffects } from '../../src/stats/cluster-effects.js';
import type { EffectTest } from '../../src/stats/effect-test.js';
import { holm } from '../../src/stats/holm.js';
import { pairedTest } from '../../src/stats/paired-test.js';
import { categories, comparedTasks, drawAttempts, drawTasks, termsOf } from '../support/simulated-runs.js';

const trials = 1_000;
const repeats = 3;
const drifts = [0, 0.05, 0.1] as const;

/** Two runs of the same target; in each comparison the second is slower throughout by another drift. */
function sameTargetTwice(rng: Rng): readonly (readonly ComparedTask[])[] {
  const tasks = drawTasks(rng);
  const [base, candidate] = [drawAttempts(tasks, { rng, repeats }), drawAttempts(tasks, { rng, repeats })];
  const baseTerms = tasks.map((task, index) => termsOf(task, base[index]!));
  return drifts.map((drift) =>
    comparedTasks({
      tasks,
      base: baseTerms,
      candidate: tasks.map((task, index) => termsOf(task, candidate[index]!, 1 + drift)),
    }),
  );
}

interface Tested {
  readonly key: ScoreName;
  readonly test: EffectTest;
  readonly timeless?: EffectTest | undefined;
}

/** Whether something regressed rests on p and the effect alone, so bounds may be rough. */
function testedScores(
  tasks: readonly ComparedTask[],
  rng: Rng,
  known?: readonly Tested[],
): readonly Tested[] {
  const clusters = comparedClusters(tasks, categories);
  const scores = scoreEffects(tasks, categories, profile);
  const tested = ({ effects, weights }: ScoreEffect): EffectTest =>
    pairedTest(clusterEffects({ effects: effects!, weights: weights! }, clusters), { rng, replicates: 50 });
  const timeless = {
    cost: () => tested(scores.timelessCost),
    composite: () => tested(timelessComposite(scores, profile)),
  };
  return scoreNames.map((key) => {
    const before = known?.find((other) => other.key === key);
    // What drift leaves alone need not be tested again, and what is made of times is not decided with one.
    if (before !== undefined && key !== 'cost' && key !== 'composite') return before;
    const test = tested(scores[key]);
    if (key !== 'cost' && key !== 'composite') return { key, test };
    return { key, test, timeless: before === undefined ? timeless[key]() : before.timeless };
  });
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(scores: readonly Tested[], timesComparable: boolean): void {
    const bars = scores.filter(({ key }) => timesComparable || !isTimeMade(key));
    const adjusted = holm(bars.map(({ test: { pWorse } }) => pWorse));
    const regressed = bars.filter((bar) => {
      const threshold = defaultThreshold(bar.key);
      return decide({ ...bar, threshold, timesComparable }).verdict === 'regressed';
    });
    for (const { key } of regressed) this.#count(key);
    if (regressed.length > 0) this.#count('any of them');
    if (regressed.some((bar) => adjusted[bars.indexOf(bar)]! < 0.05)) this.#count('the gate, with Holm');
  }

  #count(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  text(): string {
    return [...scoreNames, 'any of them', 'the gate, with Holm']
      .map((key) => `${key} ${((100 * this.of(key)) / trials).toFixed(1)} %`)
      .join(', ');
  }
}

/** 5 %, and what 1 000 trials of a true 5 % go beyond once in a hundred. */
const atMost = trials * 0.05 + 2.33 * Math.sqrt(trials * 0.05 * 0.95);

test('A/A: "regressed" is false in at most 5 %, for every score and for a gate over all of them', () => {
  const rng = rngFrom('false alarms');
  const interleaved = new Counts();
  const separate = drifts.map(() => new Counts());
  for (let trial = 0; trial < trials; trial++) {
    let calm: readonly Tested[] | undefined;
    for (const [index, tasks] of sameTargetTwice(rng).entries()) {
      const scores = testedScores(tasks, rng, calm);
      if (calm === undefined) interleaved.add(scores, true);
      calm ??= scores;
      separate[index]!.add(scores, false);
    }
  }
  console.log(`A/A, interleaved: ${interleaved.text()}`);
  for (const [index, counts] of separate.entries())
    console.log(`A/A, separate runs, drift ${100 * drifts[index]!} %: ${counts.text()}`);

  for (const counts of [interleaved, ...separate])
    for (const key of [...scoreNames, 'the gate, with Holm'])
      expect(counts.of(key), key).toBeLessThanOrEqual(atMost);
});
