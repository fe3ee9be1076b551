import { fallingLog, type Anchors } from '../../scoring/curves.js';
import type { AttemptOutcome } from './attempt-outcome.js';
import { arenaRank } from './rank-profile.js';

/**
 * Sums over an agent's attempts. They are all that its score needs, because every part of it is a mean of utilities:
 * so tallies of days, or of cohorts, can be kept and added up.
 */
export interface AgentTally {
  /** Passed and failed. */
  readonly scored: number;
  readonly passed: number;
  /** Failed, and by timeout, crash or invalid output. */
  readonly unclean: number;
  /** `n_a`: shown, and counted nowhere. */
  readonly notScored: number;
  /** Sums of L over passed attempts. */
  readonly speed: number;
  readonly cost: number;
  readonly tokens: number;
}

/** In the order in which tallies are laid out as plain numbers. */
export const tallyFields = [
  'scored',
  'passed',
  'unclean',
  'notScored',
  'speed',
  'cost',
  'tokens',
] as const satisfies readonly (keyof AgentTally)[];

export const emptyTally: AgentTally = {
  scored: 0,
  passed: 0,
  unclean: 0,
  notScored: 0,
  speed: 0,
  cost: 0,
  tokens: 0,
};

/** The tally of a single attempt. A pass whose cost or tokens nobody knows earns nothing for them. */
export function tallyOf(outcome: AttemptOutcome): AgentTally {
  switch (outcome.verdict) {
    case 'n_a':
      return { ...emptyTally, notScored: 1 };
    case 'fail':
      return { ...emptyTally, scored: 1, unclean: outcome.clean ? 0 : 1 };
    case 'pass':
      return {
        scored: 1,
        passed: 1,
        unclean: outcome.clean ? 0 : 1,
        notScored: 0,
        speed: fallingLog(outcome.latencyMs, arenaRank.latency),
        cost: utility(outcome.costUsd, arenaRank.cost),
        tokens: utility(outcome.tokens, arenaRank.tokens),
      };
  }
}

export function addTallies(left: AgentTally, right: AgentTally): AgentTally {
  return {
    scored: left.scored + right.scored,
    passed: left.passed + right.passed,
    unclean: left.unclean + right.unclean,
    notScored: left.notScored + right.notScored,
    speed: left.speed + right.speed,
    cost: left.cost + right.cost,
    tokens: left.tokens + right.tokens,
  };
}

function utility(value: number | undefined, anchors: Anchors): number {
  return value === undefined ? 0 : fallingLog(value, anchors);
}
