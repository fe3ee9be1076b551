import * as z from 'zod';
import { digestOf } from '../lib/digest.js';
import type { Json } from '../lib/json.js';
import type { JudgeCase, JudgeIdentity } from './judge.js';
import type { OrderedPair, PairVote } from './pairs/pair-case.js';
import { pairVoteEntry, readPairVoteEntry } from './pairs/pair-vote-entry.js';
import type { Vote } from './verdict.js';
import { VoteFolder, type VoteFolderOptions } from './vote-folder.js';

/** Votes that were cast before. Neither side ever rejects: a cache that cannot be read or written only costs calls. */
export interface VoteCache {
  read(key: string, judgeCase: JudgeCase): Promise<Vote | undefined>;
  keep(key: string, vote: Vote): Promise<void>;
  readPair(key: string, pair: OrderedPair): Promise<PairVote | undefined>;
  keepPair(key: string, vote: PairVote): Promise<void>;
}

/**
 * What one vote depends on, and nothing a run makes up: endpoint, model, prompt and reply schema, the whole case, which
 * vote. Weights are ours alone. The endpoint belongs to it because a name is all that two models may share.
 */
export function voteKey(
  { model, url, promptSha256, settings }: JudgeIdentity,
  { task, reference, criteria, candidate }: JudgeCase,
  vote: number,
): string {
  const asked = criteria.map(({ id, kind, question }) => [id, kind, question]);
  const { maxTokens = null, temperature = null, seed = null } = settings;
  return digestOf({
    version: 1,
    judge: { model, url, promptSha256, maxTokens, temperature, seed },
    case: { task, reference, asked, candidate },
    vote,
  });
}

const entrySchema = z.object({
  schema: z.literal('janus-bench/vote'),
  schemaVersion: z.literal(1),
  key: z.string(),
  verdicts: z
    .array(
      z.object({
        id: z.string(),
        met: z.boolean(),
        reason: z.string(),
        /** Where in the candidate its evidence stands: the text itself is not stored. */
        evidence: z.object({ start: z.int().min(0), length: z.int().min(1) }).optional(),
      }),
    )
    .max(100),
});

/**
 * Votes in a folder that any number of processes may share. What is damaged, foreign or does not fit the case counts as
 * not there. It holds hashes, verdicts, reasons without their prompt, and offsets: no prompt, no answer, no key.
 */
export class FolderVoteCache implements VoteCache {
  readonly #folder: VoteFolder;

  constructor(folder: string, options: VoteFolderOptions = {}) {
    this.#folder = new VoteFolder(folder, options);
  }

  async read(key: string, judgeCase: JudgeCase): Promise<Vote | undefined> {
    const entry = entrySchema.safeParse(await this.#folder.read(key)).data;
    if (entry?.key !== key) return undefined;
    const vote = voteOf(entry, judgeCase);
    if (vote !== undefined) await this.#folder.touch(key);
    return vote;
  }

  keep(key: string, vote: Vote): Promise<void> {
    return this.#folder.write(key, entryOf(key, vote));
  }

  async readPair(key: string, pair: OrderedPair): Promise<PairVote | undefined> {
    const vote = readPairVoteEntry(await this.#folder.read(key), key, pair);
    if (vote !== undefined) await this.#folder.touch(key);
    return vote;
  }

  keepPair(key: string, vote: PairVote): Promise<void> {
    return this.#folder.write(key, pairVoteEntry(key, vote));
  }
}

/** Undefined where its criteria are not those of the case, its evidence lies outside the answer, or a verdict is not what evidence makes it. */
function voteOf({ verdicts }: z.output<typeof entrySchema>, judgeCase: JudgeCase): Vote | undefined {
  const { criteria, candidate } = judgeCase;
  const kindOf = new Map(criteria.map(({ id, kind }) => [id, kind]));
  const kept = new Set(verdicts.map(({ id }) => id));
  if (kept.size !== verdicts.length || kept.size !== kindOf.size) return undefined;
  const fits = verdicts.every(({ id, met, evidence }) => {
    const kind = kindOf.get(id);
    const isInside = evidence === undefined || evidence.start + evidence.length <= candidate.length;
    // As a fresh vote is read: a quote meets what must be present and breaks what must be absent.
    return kind !== undefined && isInside && met === ((kind === 'present') === (evidence !== undefined));
  });
  if (!fits) return undefined;
  return new Map(
    verdicts.map(({ id, met, reason, evidence }) => {
      const quoted =
        evidence === undefined
          ? {}
          : {
              evidence: {
                quote: candidate.slice(evidence.start, evidence.start + evidence.length),
                start: evidence.start,
              },
            };
      return [id, { id, met, reason, ...quoted }];
    }),
  );
}

function entryOf(key: string, vote: Vote): Json {
  const verdicts = [...vote.values()].map(({ id, met, reason, evidence }) => ({
    id,
    met,
    reason,
    ...(evidence === undefined ? {} : { evidence: { start: evidence.start, length: evidence.quote.length } }),
  }));
  return { schema: 'janus-bench/vote', schemaVersion: 1, key, verdicts };
}
