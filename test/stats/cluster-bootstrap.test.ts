import { describe, expect, test } from 'vitest';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import { studentisedIntervals, type Statistic } from '../../src/stats/cluster-bootstrap.js';
import type { Interval } from '../../src/stats/interval.js';

/** The mean of the strata's means, and a constant. */
function meanOfMeans(strata: readonly (readonly number[])[]): Statistic {
  const values = strata.flat();
  const stratumOf = strata.flatMap((own, stratum) => own.map(() => stratum));
  const sums = strata.map(() => 0);
  const weights = strata.map(() => 0);
  let drawn = 0;
  return {
    of: (copies, out) => {
      sums.fill(0);
      weights.fill(0);
      for (const [cluster, stratum] of stratumOf.entries()) {
        sums[stratum]! += copies[cluster]! * values[cluster]!;
        weights[stratum]! += copies[cluster]!;
      }
      drawn = sums.reduce((total, sum, stratum) => total + sum / weights[stratum]!, 0);
      out[0] = drawn / strata.length;
      out[1] = 7;
    },
    without: (cluster, out) => {
      const stratum = stratumOf[cluster]!;
      const [sum, weight] = [sums[stratum]!, weights[stratum]!];
      out[0] = (drawn - sum / weight + (sum - values[cluster]!) / (weight - 1)) / strata.length;
      out[1] = 7;
    },
  };
}

function intervalOf(
  strata: readonly (readonly number[])[],
  { rng = rngFrom('a'), replicates = 1_000 }: { readonly rng?: Rng; readonly replicates?: number } = {},
): Interval | undefined {
  return studentisedIntervals({
    strata: strata.map(({ length }) => length),
    statistic: meanOfMeans(strata),
    outputs: 2,
    rng,
    replicates,
  })[0];
}

/** Standard normal, by Box and Muller. */
function gauss(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

describe('studentised intervals', () => {
  test('are those of Student where the values are normal', () => {
    const rng = rngFrom('normal');
    const values = Array.from({ length: 40 }, () => gauss(rng));
    const mean = values.reduce((sum, value) => sum + value, 0) / 40;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 39);
    const studentReach = (2.0227 * deviation) / Math.sqrt(40);

    const { low, high } = intervalOf([values], { replicates: 2_000 })!;

    expect(high - low).toBeGreaterThan(0.9 * 2 * studentReach);
    expect(high - low).toBeLessThan(1.1 * 2 * studentReach);
  });

  test('go on smoothly where t is no longer drawn', () => {
    const rng = rngFrom('many');
    const values = Array.from({ length: 1_001 }, () => gauss(rng));
    const drawn = intervalOf([values.slice(1)], { replicates: 2_000 })!;
    const taken = intervalOf([values])!;

    expect(taken.low).toBeCloseTo(drawn.low, 2);
    expect(taken.high).toBeCloseTo(drawn.high, 2);
    expect(intervalOf([values], { rng: rngFrom('other') })).toEqual(taken);
  });

  // Where the jackknife deletes all copies of a cluster at once this is 0.90 and below.
  test.each([
    { kind: 'normal', strata: 1, size: 8, draw: gauss },
    { kind: 'skewed', strata: 3, size: 10, draw: (rng: Rng) => -Math.log(1 - rng.next()) - 1 },
  ])('hold the truth about 95 times in 100: $kind values, $strata x $size', ({ strata, size, draw }) => {
    const rng = rngFrom('coverage', strata, size);
    const runs = 500;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: strata }, () => Array.from({ length: size }, () => draw(rng)));
      const { low, high } = intervalOf(values, { rng, replicates: 100 })!;
      if (low <= 0 && high >= 0) held++;
    }

    expect(held / runs).toBeGreaterThan(0.92);
    expect(held / runs).toBeLessThan(0.985);
  });

  test('hold the estimate', () => {
    const { low, high } = intervalOf([[0, 0, 0, 0, 0, 0, 0, 9]], { replicates: 2_000 }) ?? {
      low: 1,
      high: 2,
    };

    expect(low).toBeLessThanOrEqual(9 / 8);
    expect(high).toBeGreaterThanOrEqual(9 / 8);
  });

  test('are the same for the same seed and others for another', () => {
    const strata = [
      [1, 2, 3, 4, 5],
      [2, 2, 7, 8, 8],
    ];

    expect(intervalOf(strata, { rng: rngFrom('x') })).toEqual(intervalOf(strata, { rng: rngFrom('x') }));
    expect(intervalOf(strata, { rng: rngFrom('x') })).not.toEqual(intervalOf(strata, { rng: rngFrom('y') }));
  });
});

describe('there is no interval', () => {
  test('for a functional without spread', () => {
    const [, constant] = studentisedIntervals({
      strata: [5],
      statistic: meanOfMeans([[1, 2, 3, 4, 5]]),
      outputs: 2,
      rng: rngFrom('a'),
      replicates: 100,
    });

    expect(constant).toBeUndefined();
    expect(intervalOf([[0.1, 0.1, 0.1, 0.1, 0.1, 0.1]])).toBeUndefined();
  });

  test('where over 5 % of the replicates have no spread', () => {
    expect(intervalOf([[0, 0, 0, 0, 1]])).toBeUndefined();
  });

  test('where a functional is not a number', () => {
    const nothing: Statistic = { of: (_, out) => out.fill(NaN), without: (_, out) => out.fill(NaN) };

    expect(
      studentisedIntervals({
        strata: [5],
        statistic: nothing,
        outputs: 1,
        rng: rngFrom('a'),
        replicates: 50,
      }),
    ).toEqual([undefined]);
  });
});

test('a stratum of two clusters is held as it is and adds no spread', () => {
  const alone = intervalOf([[1, 2, 3, 4, 5, 6]])!;
  const beside = intervalOf([
    [1, 2, 3, 4, 5, 6],
    [0, 100],
  ])!;

  expect(beside.high - beside.low).toBeCloseTo((alone.high - alone.low) / 2, 6);
});
