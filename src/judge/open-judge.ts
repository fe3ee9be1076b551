import pLimit from 'p-limit';
import type { Clock } from '../lib/clock.js';
import { realClock } from '../lib/real-clock.js';
import type { JudgeBudget, JudgePrice } from './budget.js';
import { asksPerVote, voteThrough } from './cast-vote.js';
import type { CastVote } from './cast-vote.js';
import { openChatClient } from './chat-client.js';
import { judgeEndpoint } from './endpoint.js';
import { judgeByVotes } from './judge-by-votes.js';
import { addUse, UseTally } from './judge-use.js';
import type { Judge, JudgeCase, JudgeIdentity } from './judge.js';
import { turnsAt } from './pace.js';
import { judgePromptSha256 } from './prompt.js';
import { pairVoteThrough } from './pairs/cast-pair-vote.js';
import type { CastPairVote } from './pairs/cast-pair-vote.js';
import type { PairJudge } from './pairs/pair-case.js';
import { preferByVotes } from './pairs/prefer-by-votes.js';
import { isRemembered, rememberedPairVotes, rememberedVotes } from './remembered-votes.js';
import type { UnderWay } from './remembered-votes.js';
import type { JudgeNetwork, RetryLimits } from './sender.js';
import type { VoteCache } from './vote-cache.js';

export interface JudgeOptions {
  /** Base URL of an OpenAI-compatible endpoint, with or without `/v1`. */
  readonly url: string;
  /** What stands for the URL in identity and cache; left out: the URL without credentials and query. */
  readonly shownUrl?: string | undefined;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** Requests at once. */
  readonly concurrency?: number | undefined;
  /** Requests a second, further tries included; left out: as fast as they come. */
  readonly ratePerSecond?: number | undefined;
  /** For one request, in ms. */
  readonly timeoutMs?: number | undefined;
  /** Room for one reply, a reasoning model's thoughts included. */
  readonly maxTokens?: number | undefined;
  /** 0 to 2; 0 if left out. */
  readonly temperature?: number | undefined;
  /** Left out: the case alone settles nonces, labels and the order of the questions. Another seed asks another way. */
  readonly seed?: string | undefined;
  readonly retry?: RetryLimits | undefined;
  readonly network?: JudgeNetwork | undefined;
  /** Left out: tokens are counted, dollars are not. */
  readonly price?: JudgePrice | undefined;
  /** Judges of one panel share it. Without a price it is never spent. */
  readonly budget?: JudgeBudget | undefined;
  /** Left out: every vote is asked for. */
  readonly cache?: VoteCache | undefined;
  readonly clock?: Clock | undefined;
}

export interface OpenJudge extends Judge, PairJudge, AsyncDisposable {
  readonly members?: readonly OpenJudge[] | undefined;
  /**
   * Why the endpoint cannot be asked at all (unreachable, key refused, no such model); undefined: it answers. One vote on
   * a case of its own; where the cache has that, only its list of models is asked for, which costs nothing.
   */
  problem(signal?: AbortSignal): Promise<string | undefined>;
}

const defaultRetry: RetryLimits = { tries: 4, baseMs: 500, maxWaitMs: 30_000 };

/**
 * A judge behind an OpenAI-compatible endpoint. `judge()` resolves whatever the endpoint does and rejects only with its
 * signal's reason. Throws BenchError('usage') on a URL that is none.
 */
export function openJudge(options: JudgeOptions): OpenJudge {
  const { model, seed, cache, budget, clock = realClock } = options;
  const { concurrency = 4, timeoutMs = 120_000, maxTokens = 4_000, retry = defaultRetry } = options;
  const { temperature = 0 } = options;
  const endpoint = judgeEndpoint(options.url);
  const client = openChatClient({
    ...options,
    ...{ endpoint, model, concurrency, timeoutMs, maxTokens, temperature, retry, clock },
    takeTurn: turnsAt(options.ratePerSecond, clock),
  });
  const identity: JudgeIdentity = {
    model,
    url: options.shownUrl ?? endpoint.shownUrl,
    promptSha256: judgePromptSha256,
    settings: {
      ...{ temperature, maxTokens, timeoutMs, votes: 2, votesOnDisagreement: 3, asksPerVote },
      ...(seed === undefined ? {} : { seed }),
    },
  };
  const underWay: UnderWay = { votes: new Map(), pairVotes: new Map() };
  // As many on their way into the cache as are being asked: a slow disk takes no request's turn.
  const outstanding = pLimit(2 * concurrency);
  const cached = new UseTally();
  let faults = 0;

  function votesCountedBy(tally: UseTally): { readonly castVote: CastVote; readonly castNow: CastVote } {
    const castNow = voteThrough(client, { tally, seed });
    const castVote =
      cache === undefined
        ? castNow
        : rememberedVotes(castNow, { cache, identity, underWay, outstanding, tally });
    return { castVote, castNow };
  }

  function pairVotesCountedBy(tally: UseTally): CastPairVote {
    const castNow = pairVoteThrough(client, { tally, seed });
    return cache === undefined
      ? castNow
      : rememberedPairVotes(castNow, { cache, identity, underWay, outstanding, tally });
  }

  return {
    identity,
    judge: async (judgeCase, signal) => {
      const tally = new UseTally();
      const verdict = await judgeByVotes(votesCountedBy(tally), judgeCase, signal);
      cached.add({ cachedVotes: tally.use.cachedVotes });
      if (verdict.kind === 'judge_fault') faults++;
      return { ...verdict, use: tally.use };
    },
    prefer: async (pair, signal) => {
      const tally = new UseTally();
      const preference = await preferByVotes(pairVotesCountedBy(tally), pair, signal);
      cached.add({ cachedVotes: tally.use.cachedVotes });
      return { ...preference, use: tally.use };
    },
    problem: async (signal) => {
      if (cache !== undefined && (await isRemembered({ cache, identity }, trialCase))) {
        return await client.unreachable(signal);
      }
      const { castVote } = votesCountedBy(new UseTally());
      const result = await castVote(trialCase, 0, signal);
      return result.kind === 'unavailable' ? result.reason : undefined;
    },
    usage: () => ({ ...addUse(client.use(), cached.use), faults, isBudgetSpent: budget?.isSpent ?? false }),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

/** Says nothing of any suite. */
const trialCase: JudgeCase = {
  task: 'Say in one sentence when the office opens.',
  reference: 'The office opens at nine.',
  criteria: [
    { id: 'time', kind: 'present', question: 'Does it say that the office opens at "nine"?', weight: 1 },
    { id: 'price', kind: 'absent', question: 'Does it name a "price"?', weight: 1 },
  ],
  candidate: 'The office opens at nine.',
};
