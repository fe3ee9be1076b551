import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { digestOf } from '../lib/digest.js';
import { parseJson } from '../lib/json.js';
import type { JudgeCase, JudgeIdentity } from './judge.js';
import { pruneFolder } from './prune-folder.js';
import type { Vote } from './verdict.js';

/** Votes that were cast before. Neither side ever rejects: a cache that cannot be read or written only costs calls. */
export interface VoteCache {
  read(key: string, judgeCase: JudgeCase): Promise<Vote | undefined>;
  keep(key: string, vote: Vote): Promise<void>;
}

export interface VoteCacheLimits {
  /** The folder is brought below this by removing what was used longest ago. */
  readonly maxBytes: number;
  /** After so many written bytes, and once at the start. */
  readonly pruneEveryBytes: number;
}

const limits: VoteCacheLimits = { maxBytes: 256 * 1024 * 1024, pruneEveryBytes: 16 * 1024 * 1024 };
const largestEntryBytes = 256 * 1024;

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
 * A folder of votes, one file each, named by its key. Files appear whole (written beside, then renamed), so any number of
 * processes may share it. What is damaged, foreign or does not fit the case counts as not there. It holds hashes,
 * verdicts, reasons without their prompt, and offsets: no prompt, no answer, no key.
 */
export class FolderVoteCache implements VoteCache {
  readonly #folder: string;
  readonly #limits: VoteCacheLimits;
  readonly #onProblem: (code: string) => void;
  #writtenBytes: number;
  #pruning: Promise<void> | undefined;
  #hasProblem = false;

  constructor(
    folder: string,
    options: { readonly limits?: VoteCacheLimits; readonly onProblem?: (code: string) => void } = {},
  ) {
    this.#folder = folder;
    this.#limits = options.limits ?? limits;
    this.#onProblem = options.onProblem ?? (() => undefined);
    this.#writtenBytes = this.#limits.pruneEveryBytes;
  }

  async read(key: string, judgeCase: JudgeCase): Promise<Vote | undefined> {
    const path = this.#pathOf(key);
    const text = await boundedText(path).catch(() => undefined);
    const entry = entrySchema.safeParse(text === undefined ? undefined : parseJson(text)).data;
    if (entry?.key !== key) return undefined;
    const vote = voteOf(entry, judgeCase);
    // So that what is in use is pruned last; a file that is gone meanwhile was read all the same.
    if (vote !== undefined) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return vote;
  }

  async keep(key: string, vote: Vote): Promise<void> {
    const path = this.#pathOf(key);
    const beside = `${path}.${randomUUID()}.tmp`;
    const text = textOf(key, vote);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(beside, text, { flag: 'wx', mode: 0o600 });
      await rename(beside, path);
    } catch (problem) {
      await rm(beside, { force: true }).catch(() => undefined);
      this.#tell(problem);
      return;
    }
    this.#writtenBytes += Buffer.byteLength(text);
    if (this.#writtenBytes >= this.#limits.pruneEveryBytes) await this.#prune();
  }

  /** One at a time: whoever comes meanwhile waits for it. */
  async #prune(): Promise<void> {
    this.#writtenBytes = 0;
    this.#pruning ??= pruneFolder(this.#folder, this.#limits.maxBytes)
      .catch((problem: unknown) => this.#tell(problem))
      .finally(() => (this.#pruning = undefined));
    await this.#pruning;
  }

  #tell(problem: unknown): void {
    if (this.#hasProblem) return;
    this.#hasProblem = true;
    const code: unknown = problem instanceof Error && 'code' in problem ? problem.code : undefined;
    this.#onProblem(typeof code === 'string' ? code : 'it cannot be written');
  }

  #pathOf(key: string): string {
    return join(this.#folder, key.slice(0, 2), `${key}.json`);
  }
}

async function boundedText(path: string): Promise<string | undefined> {
  const { size } = await stat(path);
  return size > largestEntryBytes ? undefined : readFile(path, 'utf8');
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

function textOf(key: string, vote: Vote): string {
  const verdicts = [...vote.values()].map(({ id, met, reason, evidence }) => ({
    id,
    met,
    reason,
    ...(evidence === undefined ? {} : { evidence: { start: evidence.start, length: evidence.quote.length } }),
  }));
  return JSON.stringify({ schema: 'janus-bench/vote', schemaVersion: 1, key, verdicts });
}
