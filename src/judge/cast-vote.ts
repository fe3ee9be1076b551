import type { ChatClient } from './chat-client.js';
import type { JudgeCase } from './judge.js';
import type { UseTally } from './judge-use.js';
import { votePrompt } from './prompt.js';
import type { VotePrompt } from './prompt.js';
import { readVote } from './verdict.js';
import type { Vote } from './verdict.js';
import { promptRemover } from './without-prompt.js';

export type VoteResult =
  | { readonly kind: 'vote'; readonly vote: Vote }
  /** The judge can be reached, but gave nothing readable however often it was asked. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One vote on one case. A cache wraps this function, a panel holds several. */
export type CastVote = (judgeCase: JudgeCase, voteIndex: number, signal?: AbortSignal) => Promise<VoteResult>;

/** How often one vote is asked for before its reply counts as unusable. */
export const asksPerVote = 3;

/** Asks one model for votes. `tally` counts what they took; `seed` makes other requests of the same case. */
export function voteThrough(
  client: ChatClient,
  { tally, seed = '' }: { readonly tally?: UseTally | undefined; readonly seed?: string | undefined } = {},
): CastVote {
  return async (judgeCase, voteIndex, signal) => {
    let reason = '';
    for (let ask = 0; ask < asksPerVote; ask++) {
      const prompt = votePrompt(judgeCase, { seed, vote: voteIndex, ask });
      const completion = await client.complete(prompt.messages, { signal, tally });
      if (completion.kind === 'unavailable') return completion;
      if (completion.kind === 'text') {
        const reading = readVote(completion.text, {
          candidate: judgeCase.candidate,
          criterionByLabel: prompt.criterionByLabel,
        });
        if (reading.kind === 'vote')
          return { kind: 'vote', vote: withoutPrompt(reading.vote, judgeCase, prompt) };
        reason = reading.reason;
      } else {
        reason = completion.reason;
      }
    }
    return { kind: 'unusable', reason };
  };
}

/** Reasons are kept and shown; a judge that repeats what it was told must not thereby publish a private suite. */
function withoutPrompt(
  vote: Vote,
  { task, reference, criteria, candidate }: JudgeCase,
  { messages, nonce }: VotePrompt,
): Vote {
  const texts = [messages[0].content, nonce, task, reference, ...criteria.map(({ question }) => question)];
  const clean = promptRemover({ texts, candidate });
  return new Map([...vote].map(([id, verdict]) => [id, { ...verdict, reason: clean(verdict.reason) }]));
}
