import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import type { Database } from '../store/database.js';
import type { Registrations } from './attribution.js';
import { competitorId, foldedName } from './competitor-id.js';
import type { Competitor } from './standings.js';
import { readSubmission, targetName, type Submission, type SubmissionInput } from './submission.js';

export interface Registered {
  readonly submission: Submission;
  /** False: an earlier registration was brought up to date. */
  readonly isNew: boolean;
}

/**
 * Registers a target, or brings a registration of the same image or owner up to date. Throws BenchError('usage') where
 * something is wrong with it, or where target or name are another competitor's.
 */
export async function register(database: Database, input: SubmissionInput, now: number): Promise<Registered> {
  const { submissions, tenures } = await readRegistrations(database);
  const before = earlierOf(input, submissions);
  requireSameOwner(input, before);
  const submission = readSubmission(input, before);
  requireOwnTarget(submission, submissions);
  requireOwnName(submission, submissions);
  const holds = tenures.findLast(({ target }) => target === submission.target)?.competitor;
  await write(database, { submission, now, isNewTenure: holds !== submission.competitor });
  return { submission, isNew: before === undefined };
}

/** All competitors, in the order of their registration. */
export async function readCompetitors(database: Database): Promise<readonly Competitor[]> {
  return (await readRows(database)).map((row) => ({
    id: row.competitor,
    name: row.name,
    owner: row.owner,
    imageDigest: row.imageDigest,
    target: row.target,
    model: row.model,
    homepage: row.homepage,
    notes: row.notes,
    enabled: row.enabled,
    registeredAt: row.registeredAt,
  }));
}

/** The variable that holds a competitor's own key; undefined: it is sent none of its own. */
export async function keyVariableOf(database: Database, competitor: string): Promise<string | undefined> {
  const rows = await database.query(
    'SELECT api_key_env AS "apiKeyEnv" FROM submissions WHERE competitor = $1',
    [competitor],
  );
  return z.array(storedKey).parse(rows)[0]?.apiKeyEnv ?? undefined;
}

const storedKey = z.object({ apiKeyEnv: z.string().nullable() });

export async function readRegistrations(database: Database): Promise<Registrations> {
  const tenures = await database.query(
    'SELECT target, since, competitor FROM submission_targets ORDER BY since',
  );
  return { submissions: await readRows(database), tenures: z.array(tenureRow).parse(tenures) };
}

/** The same image or owner; else whoever has the target, if nothing else is said of who it is. */
function earlierOf(
  { owner, image, target }: SubmissionInput,
  submissions: readonly Submission[],
): Submission | undefined {
  const imageDigest = image === undefined ? null : image.slice(Math.max(0, image.indexOf('sha256:')));
  const id = competitorId({ imageDigest, owner: owner ?? null });
  if (id !== undefined) return submissions.find(({ competitor }) => competitor === id);
  const name = targetName(target);
  const ofTarget = submissions.filter((submission) => submission.target === name);
  return ofTarget.find(({ enabled }) => enabled) ?? ofTarget[0];
}

/** Owners that look alike are one competitor: a stranger who spells himself like another must not get the other's row. */
function requireSameOwner({ owner, image }: SubmissionInput, before: Submission | undefined): void {
  const known = before?.owner ?? undefined;
  if (image !== undefined || owner === undefined || known === undefined) return;
  if (plainName(owner) === plainName(known)) return;
  throw new BenchError('usage', `the owner "${inert(owner, 60)}" looks like "${known}", who is registered`, {
    hint: `Write --owner as it is registered if it is the same, or else another name or --image.`,
  });
}

/** Case and white space are slips; letters are not. */
function plainName(name: string): string {
  return inert(name.normalize('NFKC'), 200).toLowerCase().replace(/\s+/gu, ' ').trim();
}

function requireOwnTarget(mine: Submission, submissions: readonly Submission[]): void {
  const other = submissions.find(
    ({ competitor, target, enabled }) => enabled && target === mine.target && competitor !== mine.competitor,
  );
  if (other === undefined || !mine.enabled) return;
  throw new BenchError('usage', `${mine.target} is registered for ${other.name} (${other.competitor})`, {
    hint: 'A run is attributed by its target, so each competitor has one of its own. To hand it over, disable the other first (--disable).',
  });
}

function requireOwnName(mine: Submission, submissions: readonly Submission[]): void {
  const folded = foldedName(mine.name);
  const other = submissions.find(
    ({ competitor, name }) => competitor !== mine.competitor && foldedName(name) === folded,
  );
  if (other === undefined) return;
  throw new BenchError('usage', `the name "${mine.name}" is, or looks like, that of ${other.competitor}`, {
    hint: 'Choose another (--name).',
  });
}

interface Writing {
  readonly submission: Submission;
  readonly now: number;
  readonly isNewTenure: boolean;
}

async function write(database: Database, { submission, now, isNewTenure }: Writing): Promise<void> {
  const { competitor, name, owner, imageDigest, target, model } = submission;
  const { contact, homepage, notes, apiKeyEnv, enabled } = submission;
  await database.query(
    `WITH written AS (
       INSERT INTO submissions (competitor, name, owner, image_digest, target, model, contact, homepage, notes, api_key_env, enabled, registered_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
       ON CONFLICT (competitor) DO UPDATE SET
         name = excluded.name, owner = excluded.owner, image_digest = excluded.image_digest, target = excluded.target,
         model = excluded.model, contact = excluded.contact, homepage = excluded.homepage, notes = excluded.notes,
         api_key_env = excluded.api_key_env, enabled = excluded.enabled, updated_at = excluded.updated_at
       RETURNING competitor, target, updated_at)
     INSERT INTO submission_targets (target, since, competitor)
     SELECT target, updated_at, competitor FROM written WHERE $13`,
    [
      competitor,
      name,
      owner,
      imageDigest,
      target,
      model,
      contact,
      homepage,
      notes,
      apiKeyEnv,
      enabled,
      now,
      isNewTenure,
    ],
  );
}

const tenureRow = z.object({ target: z.string(), since: z.number(), competitor: z.string() });

const submissionRow = z.object({
  competitor: z.string(),
  name: z.string(),
  owner: z.string().nullable(),
  imageDigest: z.string().nullable(),
  target: z.string(),
  model: z.string().nullable(),
  contact: z.string().nullable(),
  homepage: z.string().nullable(),
  notes: z.string().nullable(),
  apiKeyEnv: z.string().nullable(),
  enabled: z.boolean(),
  registeredAt: z.number(),
});

async function readRows(database: Database) {
  const rows = await database.query(
    `SELECT competitor, name, owner, image_digest AS "imageDigest", target, model, contact, homepage, notes, enabled,
       api_key_env AS "apiKeyEnv", registered_at AS "registeredAt"
     FROM submissions ORDER BY registered_at, competitor`,
  );
  return z.array(submissionRow).parse(rows);
}
