import * as z from 'zod';
import { parseJson } from '../lib/json.js';
import type { Database } from '../store/database.js';
import type { BoardRun } from './board-run.js';
import type { Board, ScoreCells, UnverifiedRun } from './standings.js';

export interface OfficialRun extends BoardRun {
  readonly board: Board;
  readonly startedAt: number;
  readonly addedAt: number;
  readonly scores: ScoreCells;
  readonly ttftP50Ms: number | null;
  readonly signer: string;
}

/** Of every board, in the order of their finish. */
export async function readOfficialRuns(database: Database): Promise<readonly OfficialRun[]> {
  const rows = await database.query(
    `SELECT id, competitor, board AS key, board_json AS "boardJson", suite, suite_sha256 AS "suiteSha256",
       profile_sha256 AS "profileSha256", judge_sha256 AS "judgeSha256", runner_sha256 AS "runnerSha256",
       repeats, seed, started_at AS "startedAt", finished_at AS "finishedAt", added_at AS "addedAt",
       signer, scores_json AS "scoresJson", ttft_p50_ms AS "ttftP50Ms"
     FROM runs WHERE status = 'official' ORDER BY finished_at, id`,
  );
  return z.array(officialRow).parse(rows);
}

/** How many of them are kept in sight. */
export const shownUnverified = 200;

/** The newest first. */
export async function readUnverifiedRuns(database: Database): Promise<readonly UnverifiedRun[]> {
  const rows = await database.query(
    `SELECT runs.id, submissions.name, runs.target, suite, finished_at AS "finishedAt", added_at AS "addedAt",
       scores_json AS "scoresJson", reasons_json AS "reasonsJson"
     FROM runs LEFT JOIN submissions USING (competitor)
     WHERE status = 'unverified' ORDER BY finished_at DESC, id DESC LIMIT $1`,
    [shownUnverified],
  );
  return z.array(unverifiedRow).parse(rows);
}

function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text): unknown => parseJson(text))
    .pipe(schema);
}

const cell = z.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() });
const cells = z.object({
  composite: cell.nullable(),
  quality: cell.nullable(),
  speed: cell.nullable(),
  cost: cell.nullable(),
  streaming: cell.nullable(),
  modality: cell.nullable(),
});

const officialRow = z
  .object({
    id: z.string(),
    competitor: z.string(),
    key: z.string(),
    boardJson: jsonText(z.object({ judge: z.string(), runner: z.string() })),
    suite: z.string(),
    suiteSha256: z.string(),
    profileSha256: z.string(),
    judgeSha256: z.string(),
    runnerSha256: z.string(),
    repeats: z.int(),
    seed: z.string(),
    startedAt: z.number(),
    finishedAt: z.number(),
    addedAt: z.number(),
    signer: z.string(),
    scoresJson: jsonText(cells.extend({ composite: cell })),
    ttftP50Ms: z.number().nullable(),
  })
  .transform((row): OfficialRun => {
    const { key, suite, suiteSha256, profileSha256, judgeSha256, runnerSha256, boardJson, ...rest } = row;
    const { scoresJson: scores, seed: round, ...run } = rest;
    const board = { key, suite, suiteSha256, profileSha256, judgeSha256, runnerSha256, ...boardJson };
    return { ...run, round, scores, composite: scores.composite, board };
  });

const unverifiedRow = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    target: z.string(),
    suite: z.string(),
    finishedAt: z.number(),
    addedAt: z.number(),
    scoresJson: jsonText(cells),
    reasonsJson: jsonText(z.array(z.string())),
  })
  .transform(({ scoresJson, reasonsJson, ...row }): UnverifiedRun => ({
    ...row,
    scores: scoresJson,
    reasons: reasonsJson,
  }));
