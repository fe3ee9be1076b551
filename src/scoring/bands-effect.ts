import { addAt } from '../lib/add-at.js';
import type { AttemptTerms, ComparedTask } from './compared-task.js';
import { fallingLog } from './curves.js';
import type { Profile } from './profile.js';
import { overlap } from './speed.js';
import type { TaskWeights } from './weights.js';

export interface BandsEffect {
  /** R = 0.50 B(.25, .75) + 0.10 B(.90, 1). */
  readonly base: number;
  readonly candidate: number;
  /** Of each task: sum of weight x this = the difference of R. */
  readonly effects: Float64Array;
}

/**
 * The difference of the lifecycle bands, split exactly over tasks.
 *
 * R is the integral over utilities u of K(F(u)), where F(u) is the weighted share of attempts with L(rho) >= u and K(F) the
 * integral up to F of the bands' own weight. So dR is the integral of k(u) [F_B(u) - F_A(u)] with
 * k = [K(F_B) - K(F_A)] / (F_B - F_A), and F is a sum over attempts: one with utility u adds phi(u), the integral of k
 * from 0 to u, times its weight. k is constant between two utilities that occur.
 */
export function bandsEffect(
  tasks: readonly ComparedTask[],
  weights: TaskWeights,
  profile: Profile,
): BandsEffect {
  const utilitiesOf = (attempts: readonly AttemptTerms[]) =>
    Float64Array.from(attempts, ({ lifecycleRatio }) =>
      fallingLog(lifecycleRatio ?? Infinity, profile.lifecycle),
    );
  const base = tasks.map((task) => utilitiesOf(task.base));
  const candidate = tasks.map((task) => utilitiesOf(task.candidate));
  const levels = distinctLevels([...base, ...candidate]);
  const reachedBase = sharesReaching(levels, base, weights);
  const reachedCandidate = sharesReaching(levels, candidate, weights);

  const totals = { base: 0, candidate: 0 };
  const phi = new Float64Array(levels.length);
  let [below, sum] = [0, 0];
  for (const [at, level] of levels.entries()) {
    const [left, right] = [reachedBase[at] ?? 0, reachedCandidate[at] ?? 0];
    totals.base += (level - below) * bandWeightUpTo(left, profile);
    totals.candidate += (level - below) * bandWeightUpTo(right, profile);
    sum += (level - below) * meanBandWeight(left, right, profile);
    phi[at] = sum;
    below = level;
  }
  const phiOf = (utilities: Float64Array | undefined) => meanPhi(utilities ?? nothing, levels, phi);
  return {
    ...totals,
    effects: weights.map((_, task) => phiOf(candidate[task]) - phiOf(base[task])),
  };
}

const nothing = new Float64Array();

/** All utilities over 0 that occur, ascending. */
function distinctLevels(utilities: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(utilities.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const own of utilities) {
    all.set(own, at);
    at += own.length;
  }
  return all.sort().filter((level, index) => level > 0 && level !== all[index - 1]);
}

/** Of each level: the weight of all attempts with at least that utility. */
function sharesReaching(
  levels: Float64Array,
  utilities: readonly Float64Array[],
  weights: TaskWeights,
): Float64Array {
  const shares = new Float64Array(levels.length);
  for (const [task, own] of utilities.entries()) {
    for (const utility of own) {
      if (utility > 0) addAt(shares, placeOf(utility, levels), (weights[task] ?? 0) / own.length);
    }
  }
  for (let at = shares.length - 2; at >= 0; at--) addAt(shares, at, shares[at + 1] ?? 0);
  return shares;
}

/** K(F): 1 at F of a whole band would be its part of the mix. */
function bandWeightUpTo(share: number, { bands, speedMix }: Profile): number {
  const part = (band: typeof bands.middle) => overlap(0, share, band) / (band.to - band.from);
  return speedMix.middle * part(bands.middle) + speedMix.tail * part(bands.tail);
}

/** Shares closer than this are one: what differs is rounding, and dividing by it would magnify it. */
const same = 1e-9;

/**
 * k, the mean of the bands' weight between two shares, and their weight there where the two meet: tasks that changed
 * places have effects that cancel, not none.
 */
function meanBandWeight(left: number, right: number, profile: Profile): number {
  if (Math.abs(right - left) < same) return bandWeightAt(left, profile);
  return (bandWeightUpTo(right, profile) - bandWeightUpTo(left, profile)) / (right - left);
}

/** J(F); at the edge of a band its mean over both sides. */
function bandWeightAt(share: number, { bands, speedMix }: Profile): number {
  const part = (band: typeof bands.middle) =>
    overlap(share - same, share + same, band) / (2 * same) / (band.to - band.from);
  return speedMix.middle * part(bands.middle) + speedMix.tail * part(bands.tail);
}

function meanPhi(utilities: Float64Array, levels: Float64Array, phi: Float64Array): number {
  let sum = 0;
  for (const utility of utilities) if (utility > 0) sum += phi[placeOf(utility, levels)] ?? 0;
  return utilities.length === 0 ? 0 : sum / utilities.length;
}

/** Index of a level, by halving. */
function placeOf(utility: number, levels: Float64Array): number {
  let [low, high] = [0, levels.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? Infinity) < utility) low = middle + 1;
    else high = middle;
  }
  return low;
}
