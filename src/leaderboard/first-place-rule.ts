import { studentQuantile } from '../stats/student-t.js';
import type { BoardRun } from './board-run.js';
import { leastLead, type PairFacts } from './pair-facts.js';

/** Repeats of both runs (METHODOLOGY section 6: a change of rank 1). */
export const leastRepeats = 5;
/** Whole rounds that prove a lead made of times: under three, the spread between rounds is hardly known. */
export const leastRounds = 3;
export const mostRounds = 5;
/** A holder who has not run for so long is no longer defended by a comparison that cannot be made. */
export const absenceMs = 7 * 24 * 3_600_000;

export interface Challenge {
  /** The latest official runs of both. */
  readonly holder: BoardRun;
  readonly challenger: BoardRun;
  /** Finish of the holder's latest run that could be paired, or of the run that took #1. */
  readonly holderSeenAt: number;
  /** The other rounds that both ran with enough repeats, the latest first. */
  readonly earlierRounds: readonly RunPair[];
}

export interface RunPair {
  readonly holder: BoardRun;
  readonly challenger: BoardRun;
}

export interface Ruling {
  readonly replaces: boolean;
  /** Why, for people: `ahead by 0.8 points: …`. */
  readonly reason: string;
}

/**
 * Whether a challenger that is ahead takes #1. Asks (`yield`) for the comparison of two runs when it needs it.
 *
 * The paired 95 % interval of the composite must lie above 0 and the lead above 0.5 points, from runs of one round with
 * 5 repeats each. Pairing by task cannot see that a whole run was slow, so a lead must also hold without times, or else
 * over whole rounds: the differences of 3 to 5 rounds in common, with Student's interval above 0.
 */
export function* ruleOnFirst(challenge: Challenge): Generator<RunPair, Ruling, PairFacts> {
  const { holder, challenger } = challenge;
  const lead = challenger.composite.value - holder.composite.value;
  const keeps = (why: string): Ruling => ({ replaces: false, reason: `${leadWords(lead)}: ${why}` });
  if (challenger.repeats < leastRepeats) {
    return keeps(`needs a run of ${leastRepeats} repeats, this one has ${challenger.repeats}`);
  }
  if (challenger.finishedAt - challenge.holderSeenAt > absenceMs) return ruleOnAbsent(holder, challenger);
  if (holder.repeats < leastRepeats) {
    return keeps(`the latest run of #1 has ${holder.repeats} repeats, and both need ${leastRepeats}`);
  }
  if (holder.round !== challenger.round) {
    return keeps('not comparable, as the latest runs of the two are of different rounds (seeds)');
  }
  const facts = yield { holder, challenger };
  const [obstacle] = facts.obstacles;
  if (obstacle !== undefined) return keeps(`not comparable: ${obstacle}`);
  if (facts.effect === null || facts.low === null) return keeps('too few tasks to tell');
  if (!(facts.effect > leastLead)) return keeps(`a new #1 needs more than ${leastLead} points`);
  if (!(facts.low > 0)) return keeps(`not proven, ${intervalWords('paired', facts)}`);
  const proof = `${leadWords(facts.effect)}, ${intervalWords('paired', facts)}`;
  if (facts.holdsWithoutTimes) return { replaces: true, reason: proof };
  return yield* ruleOnRounds(challenge, { effect: facts.effect, proof });
}

/** A slow hour moves one round, and no more than one. */
function* ruleOnRounds(
  { earlierRounds }: Challenge,
  { effect, proof }: { readonly effect: number; readonly proof: string },
): Generator<RunPair, Ruling, PairFacts> {
  const effects = [effect];
  for (const pair of earlierRounds) {
    if (effects.length === mostRounds) break;
    const facts = yield pair;
    if (facts.obstacles.length === 0 && facts.effect !== null) effects.push(facts.effect);
  }
  if (effects.length < leastRounds) {
    const reason = `${proof}: without its times that does not hold, so it needs ${leastRounds} rounds in common with #1 and has ${effects.length}`;
    return { replaces: false, reason };
  }
  const overRounds = studentInterval(effects);
  const isProven = overRounds.low > 0 && overRounds.effect > leastLead;
  const words = intervalWords(`over ${effects.length} rounds`, overRounds);
  return { replaces: isProven, reason: `${proof}; ${isProven ? '' : 'not proven '}${words}` };
}

/** Two runs apart: their own intervals are all there is. The same tasks are in both, so this asks for more than needed. */
function ruleOnAbsent(holder: BoardRun, challenger: BoardRun): Ruling {
  const effect = challenger.composite.value - holder.composite.value;
  const below = challenger.composite.value - (challenger.composite.low ?? -Infinity);
  const above = (holder.composite.high ?? Infinity) - holder.composite.value;
  const half = Math.hypot(below, above);
  const isProven = effect > leastLead && effect - half > 0;
  const days = absenceMs / (24 * 3_600_000);
  const about = `${leadWords(effect)}, and #1 has had no run of ${leastRepeats} repeats for ${days} days`;
  return { replaces: isProven, reason: isProven ? about : `${about}: not proven by the runs' own intervals` };
}

function studentInterval(effects: readonly number[]) {
  const effect = effects.reduce((sum, each) => sum + each, 0) / effects.length;
  const squares = effects.reduce((sum, each) => sum + (each - effect) ** 2, 0);
  const error = Math.sqrt(squares / (effects.length - 1) / effects.length);
  const half = studentQuantile(0.975, effects.length - 1) * error;
  return { effect, low: effect - half, high: effect + half };
}

function leadWords(points: number): string {
  return points < 0.05 ? 'ahead by less than 0.1 points' : `ahead by ${points.toFixed(1)} points`;
}

function intervalWords(
  how: string,
  { low, high }: { readonly low: number | null; readonly high: number | null },
): string {
  return `${how} 95 % interval ${signed(low ?? NaN)} to ${signed(high ?? NaN)}`;
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(1)}`;
}
