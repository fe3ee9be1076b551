import type { CastVote, VoteResult } from './cast-vote.js';
import type { JudgeCase, JudgeVerdict } from './judge.js';
import { agreement, combineVotes } from './verdict.js';

/**
 * Two votes, a third where they disagree on any criterion, majority per criterion (METHODOLOGY section 3). Where the judge
 * gives nothing usable, the reference is put in the candidate's place: if that can be judged, the candidate was the cause.
 * `castNow` asks for that: a vote from a cache would say nothing about whether the judge works now.
 */
export async function judgeByVotes(
  { castVote, castNow }: { readonly castVote: CastVote; readonly castNow: CastVote },
  judgeCase: JudgeCase,
  signal?: AbortSignal,
): Promise<JudgeVerdict> {
  const { criteria } = judgeCase;
  const [first, second] = await Promise.all([castVote(judgeCase, 0, signal), castVote(judgeCase, 1, signal)]);
  if (first.kind !== 'vote') return whoseFault(first);
  if (second.kind !== 'vote') return whoseFault(second);
  if (agreement(criteria, [first.vote, second.vote]) === 1) {
    return combineVotes(criteria, [first.vote, second.vote]);
  }
  const third = await castVote(judgeCase, 2, signal);
  if (third.kind !== 'vote') return whoseFault(third);
  return combineVotes(criteria, [first.vote, second.vote, third.vote]);

  async function whoseFault(failed: Exclude<VoteResult, { kind: 'vote' }>): Promise<JudgeVerdict> {
    if (failed.kind === 'unavailable') return { kind: 'judge_fault', reason: failed.reason };
    const control = await castNow({ ...judgeCase, candidate: judgeCase.reference }, 0, signal);
    return control.kind === 'vote'
      ? { kind: 'candidate_fault', reason: `${failed.reason}, but could judge the reference answer` }
      : { kind: 'judge_fault', reason: `${failed.reason}, on the reference answer too` };
  }
}
