import { describe, expect, test } from 'vitest';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { studentisedIntervals, type Statistic } from '../../src/stats/cluster-bootstrap.js';
import { pairedInterval } from '../../src/stats/paired-interval.js';
import type { PairedSample } from '../../src/stats/paired-sample.js';
import { studentQuantile } from '../../src/stats/student-t.js';

/** A sum over strata of W S / T, as scores resample theirs, one functional. */
function sumOfStrata({ effects, strata, sizes }: Required<PairedSample>): Statistic {
  const stratumOf = strata.flatMap((clusters, stratum) => Array<number>(clusters).fill(stratum));
  const totals = strata.map((_, stratum) =>
    stratumOf.reduce((sum, own, cluster) => sum + (own === stratum ? sizes![cluster]! : 0), 0),
  );
  const sums = strata.map(() => 0);
  const weights = strata.map(() => 0);
  const value = () =>
    sums.reduce((sum, own, stratum) => sum + (totals[stratum]! * own) / weights[stratum]!, 0);
  return {
    of: (copies, out) => {
      sums.fill(0);
      weights.fill(0);
      for (const [cluster, stratum] of stratumOf.entries()) {
        sums[stratum]! += copies[cluster]! * effects[cluster]!;
        weights[stratum]! += copies[cluster]! * sizes![cluster]!;
      }
      out[0] = value();
    },
    without: (cluster, out) => {
      const stratum = stratumOf[cluster]!;
      sums[stratum]! -= effects[cluster]!;
      weights[stratum]! -= sizes![cluster]!;
      out[0] = value();
      sums[stratum]! += effects[cluster]!;
      weights[stratum]! += sizes![cluster]!;
    },
  };
}

function drawnSample(strata: readonly number[], draw: (rng: Rng) => number): Required<PairedSample> {
  const rng = rngFrom('sample', ...strata);
  const clusters = strata.reduce((sum, count) => sum + count, 0);
  return {
    strata,
    effects: Float64Array.from({ length: clusters }, () => draw(rng)),
    sizes: Float64Array.from({ length: clusters }, () => 1 + rng.int(3)),
  };
}

const options = () => ({ rng: rngFrom('draws'), replicates: 400 });

test.each([[[12, 12, 12]], [[5, 30, 3]], [[9]]])(
  'the closed form gives what the general bootstrap gives from the same draws: strata %j',
  (strata) => {
    const sample = drawnSample(strata, (rng) => -Math.log(1 - rng.next()) - 1);
    const general = studentisedIntervals({
      ...{ strata, statistic: sumOfStrata(sample), outputs: 1 },
      ...options(),
    })[0]!;

    const { low, high } = pairedInterval(sample, options()).interval!;

    expect(low).toBeCloseTo(general.low, 9);
    expect(high).toBeCloseTo(general.high, 9);
  },
);

test('sizes left out are all alike, and their scale is free', () => {
  const { effects, strata } = drawnSample([8, 8], (rng) => rng.next() - 0.5);
  const sizes = new Float64Array(16).fill(7);

  const plain = pairedInterval({ effects, strata }, options()).interval!;
  const sized = pairedInterval({ effects, strata, sizes }, options()).interval!;

  expect(sized.low).toBeCloseTo(plain.low, 9);
  expect(sized.high).toBeCloseTo(plain.high, 9);
});

test('one-sided bounds lie inside the interval, and move out where the level is less', () => {
  const sample = drawnSample([20, 20], (rng) => rng.next() - 0.5);
  const { interval, lowerBound, upperBound } = pairedInterval(sample, options());
  const strict = pairedInterval(sample, { ...options(), level: 0.01 });

  expect(lowerBound).toBeGreaterThan(interval!.low);
  expect(upperBound).toBeLessThan(interval!.high);
  expect(strict.lowerBound).toBeLessThan(lowerBound);
  expect(strict.upperBound).toBeGreaterThan(upperBound);
});

describe('Student stands in', () => {
  test('where most replicates would have no spread, as few tasks changed', () => {
    const effects = new Float64Array(48);
    effects[7] = -1;
    const { interval, lowerBound } = pairedInterval({ effects, strata: [12, 12, 12, 12] }, options());

    // One stratum of 12 has all the spread, 11 degrees of freedom: s^2 = (1 - 1 / 12) / 11, error = sqrt(12) s.
    const error = Math.sqrt((12 * (1 - 1 / 12)) / 11);
    expect(interval!.low).toBeCloseTo(-1 - studentQuantile(0.975, 11) * error, 9);
    expect(lowerBound).toBeCloseTo(-1 - studentQuantile(0.95, 11) * error, 9);
  });

  test('over 1 000 clusters, and agrees with the bootstrap', () => {
    const sample = drawnSample([500, 500], (rng) => rng.next() ** 3 - 0.25);
    const bootstrap = pairedInterval(sample, { rng: rngFrom('a') }).interval!;
    const more = { ...sample, effects: Float64Array.of(...sample.effects, 0), strata: [500, 501] };
    const student = pairedInterval({ effects: more.effects, strata: more.strata }, options()).interval!;
    const plain = pairedInterval({ effects: sample.effects, strata: [500, 500] }, { rng: rngFrom('a') });

    const width = student.high - student.low;
    expect(Math.abs(plain.interval!.low - student.low)).toBeLessThan(0.06 * width);
    expect(Math.abs(plain.interval!.high - student.high)).toBeLessThan(0.06 * width);
    expect(bootstrap.low).toBeLessThan(bootstrap.high);
  });
});

describe('without spread', () => {
  test('nothing changed: the interval is 0 to 0', () => {
    expect(pairedInterval({ effects: new Float64Array(12), strata: [6, 6] }, options())).toEqual({
      interval: { low: 0, high: 0 },
      lowerBound: 0,
      upperBound: 0,
    });
  });

  test('all changed alike: the interval is the effect', () => {
    const effects = new Float64Array(8).fill(-0.125);

    expect(pairedInterval({ effects, strata: [8] }, options()).interval).toEqual({ low: -1, high: -1 });
  });

  test('under three clusters there is no interval and no bound', () => {
    expect(pairedInterval({ effects: Float64Array.of(1, 2), strata: [1, 1] }, options())).toEqual({
      interval: undefined,
      lowerBound: -Infinity,
      upperBound: Infinity,
    });
  });
});

test('strata of under three clusters are joined, so that their spread is not passed over', () => {
  const large = drawnSample([10], (rng) => rng.next() - 0.5);
  const beside = (effects: readonly number[], strata: readonly number[]) =>
    pairedInterval(
      { effects: Float64Array.of(...large.effects, ...effects), strata: [10, ...strata] },
      options(),
    ).interval!;
  const calm = beside([0, 0, 0, 0], [2, 2]);
  const spread = beside([4, -4, 4, -4], [2, 2]);

  expect(spread.high - spread.low).toBeGreaterThan(3 * (calm.high - calm.low));
});
