import type { CastVote, VoteResult } from './cast-vote.js';
import type { JudgeCase, JudgeIdentity } from './judge.js';
import type { UseTally } from './judge-use.js';
import { voteKey, type VoteCache } from './vote-cache.js';

export interface Remembering {
  readonly cache: VoteCache;
  readonly identity: JudgeIdentity;
  /** Votes being cast just now, by key: the same question twice at once is one request, and has one answer. */
  readonly underWay: Map<string, Promise<VoteResult>>;
  readonly tally: UseTally;
}

/** Casts a vote only where it was not cast before. What gave no readable vote is asked for again the next time. */
export function rememberedVotes(castVote: CastVote, remembering: Remembering): CastVote {
  const { cache, identity, underWay, tally } = remembering;

  async function readOrCast(key: string, ...asked: Parameters<CastVote>): Promise<VoteResult> {
    const [judgeCase] = asked;
    const known = await cache.read(key, judgeCase);
    if (known !== undefined) {
      tally.add({ cachedVotes: 1 });
      return { kind: 'vote', vote: known };
    }
    const result = await castVote(...asked);
    if (result.kind === 'vote') await cache.keep(key, result.vote);
    return result;
  }

  return async (judgeCase, voteIndex, signal) => {
    const key = voteKey(identity, judgeCase, voteIndex);
    const other = underWay.get(key);
    if (other !== undefined) {
      const result = await other.catch(() => undefined);
      signal?.throwIfAborted();
      if (result?.kind === 'vote') {
        tally.add({ cachedVotes: 1 });
        return result;
      }
    }
    const casting = readOrCast(key, judgeCase, voteIndex, signal);
    underWay.set(key, casting);
    try {
      return await casting;
    } finally {
      if (underWay.get(key) === casting) underWay.delete(key);
    }
  };
}

/** Whether a case's first vote is in the cache already. */
export async function isRemembered(
  { cache, identity }: Pick<Remembering, 'cache' | 'identity'>,
  judgeCase: JudgeCase,
): Promise<boolean> {
  return (await cache.read(voteKey(identity, judgeCase, 0), judgeCase)) !== undefined;
}
