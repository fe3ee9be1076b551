import * as z from 'zod';
import { evidenceFinder } from '../evidence.js';
import { jsonObjectsIn } from '../json-objects.js';
import { shownReason } from '../verdict.js';
import type { OrderedPair, PairVote } from './pair-case.js';

export type PairVoteReading =
  | { readonly kind: 'vote'; readonly vote: PairVote }
  | { readonly kind: 'unreadable'; readonly reason: string };

const replySchema = z.object({
  id: z.string(),
  winner: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['first', 'second', 'tie'])),
  quote: z.string().nullish(),
  reason: z.string().nullish(),
});

/**
 * Reads a judge's reply about two answers. Around the object there may be prose or a fence; the object must have the id of
 * this call, which no answer can know. A winner counts only with a quote that we find in the answer it names.
 */
export function readPairVote(
  text: string,
  { id, pair }: { readonly id: string; readonly pair: Pick<OrderedPair, 'first' | 'second'> },
): PairVoteReading {
  const replies = jsonObjectsIn(text).flatMap((object) => {
    const reply = replySchema.safeParse(object).data;
    return reply?.id === id ? [reply] : [];
  });
  const [reply, another] = replies;
  if (another !== undefined) return unreadable('the reply held more than one verdict');
  if (reply === undefined)
    return unreadable('the reply held no object with its id and a winner of first, second or tie');
  const { winner } = reply;
  const reason = shownReason(reply.reason);
  if (winner === 'tie') return { kind: 'vote', vote: { winner, reason } };
  const evidence = evidenceFinder(pair[winner])(reply.quote ?? '');
  if (evidence === undefined) return unreadable('it named a winner with a quote that is not in that answer');
  return { kind: 'vote', vote: { winner, reason, evidence } };
}

function unreadable(reason: string): PairVoteReading {
  return { kind: 'unreadable', reason };
}
