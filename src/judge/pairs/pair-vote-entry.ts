import * as z from 'zod';
import { digestOf } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import type { JudgeIdentity } from '../judge.js';
import type { OrderedPair, PairVote } from './pair-case.js';
import { pairPromptSha256 } from './pair-prompt.js';

/** What one vote on one order of a pair depends on. Two runs compared the other way round have the same two keys. */
export function pairVoteKey(
  { model, url, settings }: JudgeIdentity,
  { task, reference, criteria, first, second }: OrderedPair,
): string {
  const asked = criteria.map(({ id, kind, question }) => [id, kind, question]);
  const { maxTokens = null, temperature = null, seed = null } = settings;
  return digestOf({
    version: 1,
    judge: { model, url, pairPromptSha256, maxTokens, temperature, seed },
    pair: { task, reference, asked, first, second },
  });
}

const entrySchema = z.object({
  schema: z.literal('janus-bench/pair-vote'),
  schemaVersion: z.literal(1),
  key: z.string(),
  winner: z.enum(['first', 'second', 'tie']),
  reason: z.string(),
  /** Where in the winner its evidence stands: the text itself is not stored. */
  evidence: z.object({ start: z.int().min(0), length: z.int().min(1) }).optional(),
});

export function pairVoteEntry(key: string, { winner, reason, evidence }: PairVote): Json {
  return {
    schema: 'janus-bench/pair-vote',
    schemaVersion: 1,
    key,
    winner,
    reason,
    ...(evidence === undefined ? {} : { evidence: { start: evidence.start, length: evidence.quote.length } }),
  };
}

/** Undefined: foreign, damaged, evidence outside the winner, a winner without evidence or a tie with some. */
export function readPairVoteEntry(value: unknown, key: string, pair: OrderedPair): PairVote | undefined {
  const entry = entrySchema.safeParse(value).data;
  if (entry?.key !== key) return undefined;
  const { winner, reason, evidence } = entry;
  if (winner === 'tie') return evidence === undefined ? { winner, reason } : undefined;
  if (evidence === undefined) return undefined;
  const { start, length } = evidence;
  const answer = pair[winner];
  if (start + length > answer.length) return undefined;
  return { winner, reason, evidence: { start, quote: answer.slice(start, start + length) } };
}
