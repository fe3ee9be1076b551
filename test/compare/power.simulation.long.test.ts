import { expect, test } from 'vitest';
import { defaultThreshold } from '../../src/compare/thresholds.js';
import { decide } from '../../src/compare/verdict.js';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { comparedClusters } from '../../src/scoring/compared-layout.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreEffects } from '../../src/scoring/score-effects.js';
import { clusterEffects } from '../../src/stats/cluster-effects.js';
import type { EffectTest } from '../../src/stats/effect-test.js';
import { pairedTest } from '../../src/stats/paired-test.js';
import { categories, comparedTasks, drawAttempts, drawTasks, termsOf } from '../support/simulated-runs.js';

const trials = 1_000;

/** Quality of two runs of public/dev's shape, three repeats each, the second lower by so many points. */
function qualityTest(rng: Rng, drop: number): EffectTest {
  const tasks = drawTasks(rng);
  const run = (points: number) =>
    drawAttempts(tasks, { rng, repeats: 3, drop: points }).map((attempts, index) =>
      termsOf(tasks[index]!, attempts),
    );
  const compared = comparedTasks({ tasks, base: run(0), candidate: run(drop) });
  const { effects, weights } = scoreEffects(compared, categories, profile).quality;
  const sample = clusterEffects(
    { effects: effects!, weights: weights! },
    comparedClusters(compared, categories),
  );
  return pairedTest(sample, { rng, replicates: 1_000 });
}

test('a true drop of 15 points of Quality is found in at least 75 %, and the intervals keep their word', () => {
  const rng = rngFrom('power');
  const found = [0, 5, 10, 15].map((drop) => {
    const tests = Array.from({ length: trials }, () => qualityTest(rng, drop));
    const share = (holds: (test: EffectTest) => boolean) => tests.filter(holds).length / trials;
    const verdictOf = (result: EffectTest) =>
      decide({
        ...{ key: 'quality', test: result, threshold: defaultThreshold('quality'), timesComparable: false },
      }).verdict;
    const mean = (of: (test: EffectTest) => number) =>
      tests.reduce((sum, result) => sum + of(result), 0) / trials;
    return {
      drop,
      regressed: share((result) => verdictOf(result) === 'regressed'),
      notWorse: share((result) => verdictOf(result) === 'not_worse' || verdictOf(result) === 'improved'),
      held: share(({ interval }) => interval!.low <= -drop && interval!.high >= -drop),
      boundHeld: share(({ lowerBound }) => lowerBound <= -drop),
      effect: mean(({ effect }) => effect),
      smallest: mean(({ smallestEffect }) => smallestEffect!),
      width: mean(({ interval }) => interval!.high - interval!.low),
    };
  });
  for (const { drop, regressed, notWorse, held, boundHeld, ...means } of found) {
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    console.log(
      `a drop of ${drop} points: regressed ${percent(regressed)}, not worse ${percent(notWorse)}, in the 95 % interval ` +
        `${percent(held)}, above the 95 % bound ${percent(boundHeld)}; mean effect ${means.effect.toFixed(1)}, ` +
        `smallest effect ${means.smallest.toFixed(1)}, width ${means.width.toFixed(1)}`,
    );
  }

  expect(found.at(-1)!.regressed).toBeGreaterThanOrEqual(0.75);
  for (const { held, boundHeld, drop, effect } of found) {
    expect(effect).toBeCloseTo(-drop, 0);
    expect(held).toBeGreaterThanOrEqual(0.92);
    expect(held).toBeLessThanOrEqual(0.98);
    expect(boundHeld).toBeGreaterThanOrEqual(0.92);
  }
  const [none, ...drops] = found.map(({ regressed }) => regressed);
  expect(none).toBeLessThanOrEqual(0.066);
  expect(drops).toEqual(drops.toSorted((left, right) => left - right));
});
