import { describe, expect, test } from 'vitest';
import type { CastVote, VoteResult } from '../../src/judge/cast-vote.js';
import { judgeByVotes } from '../../src/judge/judge-by-votes.js';
import { judgeCase } from '../support/judge-case.js';

function vote(apology: boolean, day: boolean): VoteResult {
  return {
    kind: 'vote',
    vote: new Map([
      ['apology', { id: 'apology', met: apology, reason: '' }],
      ['day', { id: 'day', met: day, reason: '' }],
      ['blame', { id: 'blame', met: true, reason: '' }],
    ]),
  };
}

const unusable: VoteResult = { kind: 'unusable', reason: 'the judge gave a refusal' };

/** Votes by index; asked about the reference it gives `onReference`. Notes which votes were asked for. */
function voter(votes: readonly VoteResult[], onReference: VoteResult = vote(true, true)) {
  const asked: (number | 'reference')[] = [];
  const cast: CastVote = (asking, index) => {
    const isControl = asking.candidate === asking.reference;
    asked.push(isControl ? 'reference' : index);
    return Promise.resolve(isControl ? onReference : (votes[index] ?? unusable));
  };
  return { asked, cast: { castVote: cast, castNow: cast } };
}

describe('judgeByVotes', () => {
  test('two votes that agree are enough', async () => {
    const { asked, cast } = voter([vote(true, false), vote(true, false)]);
    expect(await judgeByVotes(cast, judgeCase())).toMatchObject({
      kind: 'judged',
      votes: 2,
      agreement: 1,
      quality: 0.5,
    });
    expect(asked).toEqual([0, 1]);
  });

  test('a third vote settles any disagreement', async () => {
    const { asked, cast } = voter([vote(true, true), vote(true, false), vote(true, false)]);
    const verdict = await judgeByVotes(cast, judgeCase());
    expect(verdict).toMatchObject({ kind: 'judged', votes: 3, quality: 0.5 });
    expect(verdict.kind === 'judged' && verdict.agreement).toBeCloseTo(2 / 3);
    expect(asked).toEqual([0, 1, 2]);
  });

  test.each([
    ['first', [unusable, vote(true, true)]],
    ['second', [vote(true, true), unusable]],
    ['third', [vote(true, true), vote(true, false), unusable]],
  ])('an unusable %s vote is the candidate’s fault where the reference can be judged', async (_, votes) => {
    const { asked, cast } = voter(votes);
    expect(await judgeByVotes(cast, judgeCase())).toEqual({
      kind: 'candidate_fault',
      reason: 'the judge gave a refusal, but could judge the reference answer',
    });
    expect(asked.at(-1)).toBe('reference');
  });

  test('a judge that fails on the reference too is at fault itself', async () => {
    const { cast } = voter([unusable, unusable], unusable);
    expect(await judgeByVotes(cast, judgeCase())).toMatchObject({ kind: 'judge_fault' });
  });

  test('a judge out of reach is never the candidate’s fault, and is not asked again', async () => {
    const { asked, cast } = voter([{ kind: 'unavailable', reason: 'HTTP 503' }, vote(true, true)]);
    expect(await judgeByVotes(cast, judgeCase())).toEqual({ kind: 'judge_fault', reason: 'HTTP 503' });
    expect(asked).not.toContain('reference');
  });
});
