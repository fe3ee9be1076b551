import type { LimitFunction } from 'p-limit';
import type { CastVote, VoteResult } from './cast-vote.js';
import type { JudgeCase, JudgeIdentity } from './judge.js';
import type { UseTally } from './judge-use.js';
import type { CastPairVote, PairVoteResult } from './pairs/cast-pair-vote.js';
import { pairVoteKey } from './pairs/pair-vote-entry.js';
import { voteKey, type VoteCache } from './vote-cache.js';

export interface Remembering {
  readonly cache: VoteCache;
  readonly identity: JudgeIdentity;
  /** Votes being cast just now, by key: the same question twice at once is one request, and has one answer. */
  readonly underWay: UnderWay;
  /** Holds a vote from its request until it is kept: so many may be lost, and asked for again, if this process dies. */
  readonly outstanding: LimitFunction;
  readonly tally: UseTally;
}

export interface UnderWay {
  readonly votes: Map<string, Promise<VoteResult>>;
  readonly pairVotes: Map<string, Promise<PairVoteResult>>;
}

/** Casts a vote only where it was not cast before. What gave no readable vote is asked for again the next time. */
export function rememberedVotes(castVote: CastVote, remembering: Remembering): CastVote {
  const { cache, identity, underWay, outstanding, tally } = remembering;
  return (judgeCase, voteIndex, signal) => {
    const key = voteKey(identity, judgeCase, voteIndex);
    return once(underWay.votes, key, {
      outstanding,
      tally,
      signal,
      read: () => cache.read(key, judgeCase),
      cast: () => castVote(judgeCase, voteIndex, signal),
      keep: (vote) => cache.keep(key, vote),
    });
  };
}

/** The same for votes on pairs. */
export function rememberedPairVotes(castVote: CastPairVote, remembering: Remembering): CastPairVote {
  const { cache, identity, underWay, outstanding, tally } = remembering;
  return (pair, signal) => {
    const key = pairVoteKey(identity, pair);
    return once(underWay.pairVotes, key, {
      outstanding,
      tally,
      signal,
      read: () => cache.readPair(key, pair),
      cast: () => castVote(pair, signal),
      keep: (vote) => cache.keepPair(key, vote),
    });
  };
}

type Cast<Vote, Failure> = { readonly kind: 'vote'; readonly vote: Vote } | Failure;

interface Remembered<Vote, Failure> {
  readonly outstanding: LimitFunction;
  readonly tally: UseTally;
  readonly signal: AbortSignal | undefined;
  readonly read: () => Promise<Vote | undefined>;
  readonly cast: () => Promise<Cast<Vote, Failure>>;
  readonly keep: (vote: Vote) => Promise<void>;
}

async function once<Vote, Failure extends { readonly kind: 'unusable' | 'unavailable' | 'none' }>(
  underWay: Map<string, Promise<Cast<Vote, Failure>>>,
  key: string,
  { outstanding, tally, signal, read, cast, keep }: Remembered<Vote, Failure>,
): Promise<Cast<Vote, Failure>> {
  const other = underWay.get(key);
  if (other !== undefined) {
    const result = await other.catch(() => undefined);
    signal?.throwIfAborted();
    if (result?.kind === 'vote') {
      tally.add({ cachedVotes: 1 });
      return result;
    }
  }
  const casting = readOrCast();
  underWay.set(key, casting);
  try {
    return await casting;
  } finally {
    if (underWay.get(key) === casting) underWay.delete(key);
  }

  async function readOrCast(): Promise<Cast<Vote, Failure>> {
    const known = await read();
    if (known !== undefined) {
      tally.add({ cachedVotes: 1 });
      return { kind: 'vote', vote: known };
    }
    return outstanding(async () => {
      const result = await cast();
      if (result.kind === 'vote') await keep(result.vote);
      return result;
    });
  }
}

/** Whether a case's first vote is in the cache already. */
export async function isRemembered(
  { cache, identity }: Pick<Remembering, 'cache' | 'identity'>,
  judgeCase: JudgeCase,
): Promise<boolean> {
  return (await cache.read(voteKey(identity, judgeCase, 0), judgeCase)) !== undefined;
}
