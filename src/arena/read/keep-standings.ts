import * as z from 'zod';
import { digestOf } from '../../lib/digest.js';
import { arenaRank, type BoardWindow } from '../rank/rank-profile.js';
import type { Database } from '../../store/database.js';
import { readBoard, type BoardReading } from './read-board.js';

const dayMs = 86_400_000;
/** Most evaluations of the day before are in by then. */
const settledMs = 600_000;
const profile = `${arenaRank.id}@${arenaRank.version}`;

export interface KeepStandingsOptions {
  readonly nowMs: number;
  readonly windows: readonly BoardWindow[];
}

/**
 * Keeps how all agents stood at the last midnight (UTC), each window once a day, for `arena export --standings`: boards
 * move on, and verdicts that come later change what they say of that day. Call it as often as you like.
 */
export async function keepStandings(
  database: Database,
  { nowMs, windows }: KeepStandingsOptions,
): Promise<void> {
  const midnight = Math.floor((nowMs - settledMs) / dayMs) * dayMs;
  const rows = await database.query(
    `SELECT "window" AS word FROM ranking_snapshots WHERE as_of = $1 AND host = ''`,
    [midnight],
  );
  const kept = new Set(
    z
      .array(z.object({ word: z.string() }))
      .parse(rows)
      .map(({ word }) => word),
  );
  for (const window of windows.filter((each) => !kept.has(each)))
    await keep(database, await readBoard(database, { window, host: undefined, nowMs: midnight }));
}

async function keep(database: Database, reading: BoardReading): Promise<void> {
  const rows = reading.rows.map(({ id, rank, standing, score, tally }) => ({
    agentId: id,
    rank,
    standing,
    overall: score.overall,
    scored: tally.scored,
    passed: tally.passed,
  }));
  await database.query(
    `INSERT INTO ranking_snapshots ("window", host, as_of, profile, profile_sha256, rows_json, rows_sha256)
     VALUES ($1, '', $2, $3, $4, $5, $6) ON CONFLICT ("window", host, as_of) DO NOTHING`,
    [reading.window, reading.asOfMs, profile, digestOf(arenaRank), JSON.stringify(rows), digestOf(rows)],
  );
}
