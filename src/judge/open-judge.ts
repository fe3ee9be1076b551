import type { Clock } from '../lib/clock.js';
import { realClock } from '../lib/real-clock.js';
import { asksPerVote, voteThrough } from './cast-vote.js';
import { openChatClient } from './chat-client.js';
import type { RetryLimits } from './chat-client.js';
import { judgeEndpoint } from './endpoint.js';
import { judgeByVotes } from './judge-by-votes.js';
import type { Judge } from './judge.js';
import { judgePromptSha256 } from './prompt.js';

export interface JudgeOptions {
  /** Base URL of an OpenAI-compatible endpoint, with or without `/v1`. */
  readonly url: string;
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** Requests at once. */
  readonly concurrency?: number | undefined;
  /** For one request, in ms. */
  readonly timeoutMs?: number | undefined;
  /** Room for one reply, a reasoning model's thoughts included. */
  readonly maxTokens?: number | undefined;
  /** Settles nonces, labels and the order of the questions. */
  readonly seed: string;
  readonly retry?: RetryLimits | undefined;
  readonly clock?: Clock | undefined;
}

export interface OpenJudge extends Judge, AsyncDisposable {
  /** Why the endpoint cannot be asked at all (unreachable, key refused, no such model); undefined: it answers. One request. */
  problem(signal?: AbortSignal): Promise<string | undefined>;
}

const defaultRetry: RetryLimits = { tries: 4, baseMs: 500, maxWaitMs: 30_000 };

/**
 * A judge behind an OpenAI-compatible endpoint. `judge()` resolves whatever the endpoint does and rejects only with its
 * signal's reason. Throws BenchError('usage') on a URL that is none.
 */
export function openJudge(options: JudgeOptions): OpenJudge {
  const {
    model,
    seed,
    concurrency = 4,
    timeoutMs = 120_000,
    maxTokens = 4_000,
    retry = defaultRetry,
  } = options;
  const { apiKey, clock = realClock } = options;
  const endpoint = judgeEndpoint(options.url);
  const client = openChatClient({ endpoint, model, apiKey, concurrency, timeoutMs, maxTokens, retry, clock });
  const castVote = voteThrough(client, seed);
  let faults = 0;
  return {
    identity: {
      model,
      url: endpoint.shownUrl,
      promptSha256: judgePromptSha256,
      settings: { temperature: 0, maxTokens, timeoutMs, votes: 2, votesOnDisagreement: 3, asksPerVote },
    },
    judge: async (judgeCase, signal) => {
      const verdict = await judgeByVotes(castVote, judgeCase, signal);
      if (verdict.kind === 'judge_fault') faults++;
      return verdict;
    },
    problem: async (signal) => {
      const completion = await client.complete([{ role: 'user', content: 'Reply with {}.' }], signal);
      return completion.kind === 'unavailable' ? completion.reason : undefined;
    },
    usage: () => ({ ...client.use(), faults }),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}
