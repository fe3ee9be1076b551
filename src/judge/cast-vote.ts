import type { ChatClient } from './chat-client.js';
import type { JudgeCase } from './judge.js';
import { votePrompt } from './prompt.js';
import { readVote } from './verdict.js';
import type { Vote } from './verdict.js';

export type VoteResult =
  | { readonly kind: 'vote'; readonly vote: Vote }
  /** The judge can be reached, but gave nothing readable however often it was asked. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** One vote on one case. A cache wraps this function, a panel holds several. */
export type CastVote = (judgeCase: JudgeCase, voteIndex: number, signal?: AbortSignal) => Promise<VoteResult>;

/** How often one vote is asked for before its reply counts as unusable. */
export const asksPerVote = 3;

export function voteThrough(client: ChatClient, seed: string): CastVote {
  return async (judgeCase, voteIndex, signal) => {
    let reason = '';
    for (let ask = 0; ask < asksPerVote; ask++) {
      const prompt = votePrompt(judgeCase, { seed, vote: voteIndex, ask });
      const completion = await client.complete(prompt.messages, signal);
      if (completion.kind === 'unavailable') return completion;
      if (completion.kind === 'text') {
        const reading = readVote(completion.text, {
          candidate: judgeCase.candidate,
          criterionByLabel: prompt.criterionByLabel,
        });
        if (reading.kind === 'vote') return reading;
        reason = reading.reason;
      } else {
        reason = completion.reason;
      }
    }
    return { kind: 'unusable', reason };
  };
}
