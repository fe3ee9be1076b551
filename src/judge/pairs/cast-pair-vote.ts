import { asksPerVote } from '../cast-vote.js';
import type { ChatClient } from '../chat-client.js';
import type { UseTally } from '../judge-use.js';
import { promptRemover } from '../without-prompt.js';
import type { OrderedPair, PairVote } from './pair-case.js';
import { pairPrompt, type PairPrompt } from './pair-prompt.js';
import { pairReplyFormats } from './pair-template.js';
import { readPairVote } from './read-pair-vote.js';

export type PairVoteResult =
  | { readonly kind: 'vote'; readonly vote: PairVote }
  /** Nothing readable came, however often it was asked, or the judge could not be asked at all. */
  | { readonly kind: 'none'; readonly reason: string };

/** One vote on one order of a pair. A cache wraps this function. */
export type CastPairVote = (pair: OrderedPair, signal?: AbortSignal) => Promise<PairVoteResult>;

/** Asks one model. `tally` counts what it took. */
export function pairVoteThrough(
  client: ChatClient,
  { tally, seed = '' }: { readonly tally: UseTally; readonly seed?: string | undefined },
): CastPairVote {
  return async (pair, signal) => {
    let reason = '';
    for (let ask = 0; ask < asksPerVote; ask++) {
      const prompt = pairPrompt(pair, { seed, ask });
      const completion = await client.complete(prompt.messages, {
        signal,
        tally,
        replyFormats: pairReplyFormats,
      });
      if (completion.kind === 'unavailable') return { kind: 'none', reason: completion.reason };
      if (completion.kind === 'text') {
        const reading = readPairVote(completion.text, { id: prompt.id, pair });
        if (reading.kind === 'vote') return { kind: 'vote', vote: withoutPrompt(reading.vote, pair, prompt) };
        reason = reading.reason;
      } else {
        reason = completion.reason;
      }
    }
    return { kind: 'none', reason };
  };
}

/** As for single answers: what a judge repeats of its prompt is taken out of its reason. */
function withoutPrompt(
  vote: PairVote,
  { task, reference, criteria, first, second }: OrderedPair,
  { messages, nonce }: PairPrompt,
): PairVote {
  const texts = [messages[0].content, nonce, task, reference, ...criteria.map(({ question }) => question)];
  const clean = promptRemover({ texts, candidate: `${first}\n${second}` });
  return { ...vote, reason: clean(vote.reason) };
}
