import type { CastPairVote } from './cast-pair-vote.js';
import type { PairCase, PairVote, PairWinner, Preference } from './pair-case.js';

/** Both orders, A|B and B|A: a winner is one that wins in both. Where they disagree it is a tie. */
export async function preferByVotes(
  castVote: CastPairVote,
  { base, candidate, ...asked }: PairCase,
  signal?: AbortSignal,
): Promise<Preference> {
  const [baseFirst, candidateFirst] = await Promise.all([
    castVote({ ...asked, first: base, second: candidate }, signal),
    castVote({ ...asked, first: candidate, second: base }, signal),
  ]);
  if (baseFirst.kind === 'none') return { kind: 'not_counted', reason: baseFirst.reason };
  if (candidateFirst.kind === 'none') return { kind: 'not_counted', reason: candidateFirst.reason };
  const orders = [
    named(baseFirst.vote, { first: 'base', second: 'candidate' }),
    named(candidateFirst.vote, { first: 'candidate', second: 'base' }),
  ] as const;
  const [winner, other] = orders;
  if (winner !== other) {
    const reason = `the two orders disagree: ${orders.join(', then ')}`;
    return { kind: 'preferred', winner: 'tie', orders, isConsistent: false, reason };
  }
  const { reason, evidence } = baseFirst.vote;
  return {
    kind: 'preferred',
    winner,
    orders,
    isConsistent: true,
    reason,
    ...(evidence === undefined ? {} : { evidence: evidence.quote }),
  };
}

function named(
  { winner }: PairVote,
  names: { readonly first: PairWinner; readonly second: PairWinner },
): PairWinner {
  return winner === 'tie' ? 'tie' : names[winner];
}
