import * as z from 'zod';
import type { Database } from '../store/database.js';
import type { AddedRun } from './added-run.js';

export interface KnownRun {
  readonly id: string;
  readonly status: 'official' | 'unverified';
  readonly competitor: string | null;
  readonly board: string | null;
  readonly reasons: readonly string[];
  readonly resultSha256: string;
  readonly journalSha256: string;
}

/** The run of this id, and any official one with this journal. */
export async function findKnownRuns(
  database: Database,
  { id, journalSha256 }: Pick<KnownRun, 'id' | 'journalSha256'>,
): Promise<readonly KnownRun[]> {
  const rows = await database.query(
    `SELECT id, status, competitor, board, reasons_json AS "reasonsJson",
       result_sha256 AS "resultSha256", journal_sha256 AS "journalSha256"
     FROM runs WHERE id = $1 OR (status = 'official' AND journal_sha256 = $2)`,
    [id, journalSha256],
  );
  return z.array(knownRow).parse(rows);
}

/**
 * Writes a run and, if it is official, its public result, in one statement. A run that is official is never written over;
 * an unverified one is, as it proves nothing. False: nothing was written.
 */
export async function writeRun(database: Database, { row, resultJson }: AddedRun): Promise<boolean> {
  const names = Object.keys(row).filter((name) => name !== 'id');
  const taken = names.map((name) => `${name} = excluded.${name}`).join(', ');
  const rows = await database.query(
    `WITH added AS (
       INSERT INTO runs (id, ${names.join(', ')})
       SELECT id, ${names.join(', ')} FROM json_populate_record(NULL::runs, $1::json)
       ON CONFLICT (id) DO UPDATE SET ${taken} WHERE runs.status = 'unverified'
       RETURNING id),
     kept AS (
       INSERT INTO run_results (run_id, result_json)
       SELECT id, $2::text FROM added WHERE $2::text IS NOT NULL
       ON CONFLICT (run_id) DO UPDATE SET result_json = excluded.result_json)
     SELECT id FROM added`,
    [JSON.stringify(row), resultJson],
  );
  return rows.length > 0;
}

const reasonList = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

const knownRow = z
  .object({
    id: z.string(),
    status: z.enum(['official', 'unverified']),
    competitor: z.string().nullable(),
    board: z.string().nullable(),
    reasonsJson: reasonList,
    resultSha256: z.string(),
    journalSha256: z.string(),
  })
  .transform(({ reasonsJson, ...row }): KnownRun => ({ ...row, reasons: reasonsJson }));
