import type { Evidence } from '../evidence.js';
import type { JudgeUse } from '../judge-use.js';
import type { JudgeCase } from '../judge.js';

/** Two answers to one task, and what a good answer needs. */
export interface PairCase extends Omit<JudgeCase, 'candidate'> {
  readonly base: string;
  readonly candidate: string;
}

/** The same in the order in which a judge is shown them. */
export interface OrderedPair extends Omit<JudgeCase, 'candidate'> {
  readonly first: string;
  readonly second: string;
}

/** What a judge said of one order. */
export interface PairVote {
  readonly winner: 'first' | 'second' | 'tie';
  readonly reason: string;
  /** Verbatim from the winner, found there by us; undefined: a tie. */
  readonly evidence?: Evidence | undefined;
}

export type PairWinner = 'base' | 'candidate' | 'tie';

/** What both orders together come to. */
export type Preference = (
  | {
      readonly kind: 'preferred';
      /** A tie too where the two orders disagree. */
      readonly winner: PairWinner;
      /** Whom each order named, the one that shows the base first before the other; of a panel its members' in turn. */
      readonly orders: readonly PairWinner[];
      /** Both orders named the same; of a panel: those of each judge. */
      readonly isConsistent: boolean;
      readonly reason: string;
      /** From the winner, verbatim. */
      readonly evidence?: string | undefined;
    }
  /** The judge gave nothing usable: nobody won, and it is no tie. */
  | { readonly kind: 'not_counted'; readonly reason: string }
) & {
  readonly use?: JudgeUse | undefined;
};

/** Says which of two answers is better. Resolves whatever the endpoint does; rejects only with the signal's reason. */
export interface PairJudge {
  prefer(pair: PairCase, signal?: AbortSignal): Promise<Preference>;
}
