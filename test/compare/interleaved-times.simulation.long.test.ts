import { expect, test } from 'vitest';
import { defaultThreshold } from '../../src/compare/thresholds.js';
import { decide } from '../../src/compare/verdict.js';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { comparedClusters } from '../../src/scoring/compared-layout.js';
import { clusterEffects } from '../../src/stats/cluster-effects.js';
import type { EffectTest } from '../../src/stats/effect-test.js';
import { pairedTest } from '../../src/stats/paired-test.js';
import { categories, comparedTasks, drawTasks, gauss } from '../support/simulated-runs.js';

const trials = 1_000;
const repeats = 3;

interface World {
  /** By how much the service is slower at the end than at the start; it also has good and bad minutes. */
  readonly drift: number;
  /** Times of b over those of a. */
  readonly slower: number;
  readonly pairing: 'interleaved' | 'separate';
}

/** ln of a time over that of the other side, weighed over tasks; ABBA or, as two runs are, one side after the other. */
function timeTest(rng: Rng, { drift, slower, pairing }: World): EffectTest {
  const tasks = drawTasks(rng);
  const turns = 2 * repeats * tasks.length;
  const wave = 2 * Math.PI * rng.next();
  const slownessAt = (turn: number) =>
    Math.log(1 + (drift * turn) / turns) + 0.05 * Math.sin(wave + (20 * turn) / turns);
  const logTime = (turn: number) => 0.4 * gauss(rng) + slownessAt(turn);
  const effects = tasks.map((_, task) => {
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const pair = repeat * tasks.length + task;
      const isAFirst = (task + repeat) % 2 === 0;
      const [a, b] =
        pairing === 'separate'
          ? [pair, turns / 2 + pair]
          : isAFirst
            ? [2 * pair, 2 * pair + 1]
            : [2 * pair + 1, 2 * pair];
      sum += logTime(a) - logTime(b) - Math.log(slower);
    }
    return sum / repeats / tasks.length;
  });
  const compared = comparedTasks({ tasks, base: [], candidate: [] });
  const weights = new Float64Array(tasks.length).fill(1 / tasks.length);
  const sample = clusterEffects(
    { effects: Float64Array.from(effects), weights },
    comparedClusters(compared, categories),
  );
  return pairedTest(sample, { rng, replicates: 50 });
}

function sharesOf(rng: Rng, world: World): { readonly regressed: number; readonly low: number } {
  const tests = Array.from({ length: trials }, () => timeTest(rng, world));
  const regressed = tests.filter((result) => {
    const input = { key: 'latencyMs', test: result, threshold: defaultThreshold('latencyMs') };
    return decide({ ...input, timesComparable: true }).verdict === 'regressed';
  });
  const low = tests.filter(({ pWorse }) => pWorse < 0.05);
  return { regressed: regressed.length / trials, low: low.length / trials };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

test.each([0, 0.05, 0.1])('interleaved times: at most 5 % false "regressed", drift %d', (drift) => {
  const rng = rngFrom('times', drift);
  const same = sharesOf(rng, { drift, slower: 1, pairing: 'interleaved' });
  const slower = sharesOf(rng, { drift, slower: 1.25, pairing: 'interleaved' });
  const separate = sharesOf(rng, { drift, slower: 1, pairing: 'separate' });
  console.log(
    `times, drift ${percent(drift)}: regressed ${percent(same.regressed)}, p < 0.05 ${percent(same.low)}; 25 % slower: ` +
      `regressed ${percent(slower.regressed)}; separate runs would have p < 0.05 in ${percent(separate.low)}`,
  );

  expect(same.regressed).toBeLessThanOrEqual(0.05);
  expect(same.low).toBeLessThanOrEqual(0.066);
  expect(slower.regressed).toBeGreaterThan(0.8);
});
