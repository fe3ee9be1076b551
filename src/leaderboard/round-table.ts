import * as z from 'zod';
import type { Database } from '../store/database.js';

/** A public round: every competitor that was registered and enabled when it began, one after another. */
export interface PublicRound {
  readonly id: string;
  /** The expression it was due by. */
  readonly cron: string;
  /** UTC ms; of a round that was asked for by hand, when that was. */
  readonly dueAt: number;
}

export interface RoundTarget {
  readonly competitor: string;
  readonly state: 'pending' | 'running' | 'done' | 'failed';
  /** The run that is, or was, this target's; undefined: none has begun. */
  readonly runId: string | undefined;
}

/** The journal of public rounds. Every method is one statement. Times are UTC ms. */
export interface RoundTable {
  /** The newest round that is not over. */
  open(): Promise<PublicRound | undefined>;
  /** When the newest round was due, over or not. */
  newestDueAt(): Promise<number | undefined>;
  /** False: there is a round for that time already. */
  begin(round: PublicRound, competitors: readonly string[], atMs: number): Promise<boolean>;
  targets(roundId: string): Promise<readonly RoundTarget[]>;
  /** Not yet over → running, by this run; undefined: it has none yet. */
  startTarget(
    roundId: string,
    competitor: string,
    started: { readonly runId: string | undefined; readonly atMs: number },
  ): Promise<void>;
  /** running → done or failed, if it is still this run's: true for one caller. */
  endTarget(roundId: string, competitor: string, ended: EndedTarget): Promise<boolean>;
  /** Once all its targets are over. */
  finish(roundId: string, atMs: number): Promise<void>;
  /** Closes it as it is: a newer one is due. */
  interrupt(roundId: string, atMs: number): Promise<void>;
}

export interface EndedTarget {
  readonly state: 'done' | 'failed';
  readonly runId: string | undefined;
  /** Why it failed, or stands on no board; inert and bounded. */
  readonly problem: string | undefined;
  readonly atMs: number;
}

const roundRow = z.object({ id: z.string(), cron: z.string(), dueAt: z.number() });

const targetRow = z.object({
  competitor: z.string(),
  state: z.enum(['pending', 'running', 'done', 'failed']),
  runId: z.string().nullable(),
});

export function roundTableOf(database: Database): RoundTable {
  const write = async (text: string, values: Parameters<Database['query']>[1]) => {
    const rows = await database.query(text, values);
    return rows.length > 0;
  };
  return {
    open: async () => {
      const rows = await database.query(
        `SELECT id, cron, due_at AS "dueAt" FROM epochs WHERE state = 'running' ORDER BY due_at DESC LIMIT 1`,
      );
      return z.array(roundRow).parse(rows)[0];
    },
    newestDueAt: async () => {
      const rows = await database.query('SELECT max(due_at) AS "dueAt" FROM epochs');
      return z.array(z.object({ dueAt: z.number().nullable() })).parse(rows)[0]?.dueAt ?? undefined;
    },
    begin: ({ id, cron, dueAt }, competitors, atMs) =>
      write(beginning, [id, cron, dueAt, atMs, JSON.stringify(competitors)]),
    targets: async (roundId) => {
      const rows = await database.query(
        'SELECT competitor, state, run_id AS "runId" FROM epoch_targets WHERE epoch_id = $1 ORDER BY competitor',
        [roundId],
      );
      return z
        .array(targetRow)
        .parse(rows)
        .map((row) => ({ ...row, runId: row.runId ?? undefined }));
    },
    startTarget: async (roundId, competitor, { runId, atMs }) => {
      await write(starting, [roundId, competitor, runId ?? null, atMs]);
    },
    endTarget: (roundId, competitor, { state, runId, problem, atMs }) =>
      write(ending, [roundId, competitor, state, runId ?? null, problem ?? null, atMs]),
    finish: async (roundId, atMs) => {
      await write(`UPDATE epochs SET state = 'done', finished_at = $2 WHERE id = $1 AND state = 'running'`, [
        roundId,
        atMs,
      ]);
    },
    interrupt: async (roundId, atMs) => {
      await write(
        `UPDATE epochs SET state = 'interrupted', finished_at = $2 WHERE id = $1 AND state = 'running'`,
        [roundId, atMs],
      );
    },
  };
}

const beginning = `
WITH begun AS (
  INSERT INTO epochs (id, cron, due_at, started_at, state) VALUES ($1, $2, $3, $4, 'running')
  ON CONFLICT DO NOTHING RETURNING id
), planned AS (
  INSERT INTO epoch_targets (epoch_id, competitor, state)
  SELECT begun.id, competitor, 'pending' FROM begun, json_array_elements_text($5::json) AS competitor
)
SELECT id FROM begun`;

const starting = `
UPDATE epoch_targets SET state = 'running', run_id = $3, started_at = COALESCE(started_at, $4)
WHERE epoch_id = $1 AND competitor = $2 AND state IN ('pending', 'running')
RETURNING competitor`;

const ending = `
UPDATE epoch_targets SET state = $3, problem = $5, finished_at = $6
WHERE epoch_id = $1 AND competitor = $2 AND state = 'running' AND run_id IS NOT DISTINCT FROM $4
RETURNING competitor`;
