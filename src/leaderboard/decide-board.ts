import * as z from 'zod';
import { parseJson } from '../lib/json.js';
import { validate } from '../lib/validate.js';
import { runResultSchema, type RunResult } from '../results/run-result.js';
import type { Database } from '../store/database.js';
import type { BoardRun } from './board-run.js';
import type { RunPair } from './first-place-rule.js';
import { leastLead, pairFacts, type PairFacts } from './pair-facts.js';
import { replayBoard, type Replay } from './replay-board.js';

/**
 * Replays a board. Two runs are compared once: what was found is kept in `reviews`, and is found again by anybody who has
 * the two public results.
 */
export async function decideBoard(
  database: Database,
  { runs, board, now }: { readonly runs: readonly BoardRun[]; readonly board: string; readonly now: number },
): Promise<Replay> {
  const known = await readReviews(database, board);
  const replay = replayBoard(runs);
  let step = replay.next();
  while (step.done !== true) {
    const pair = step.value;
    const facts = known.get(keyOf(pair)) ?? (await review(database, { pair, board, now }));
    known.set(keyOf(pair), facts);
    step = replay.next(facts);
  }
  return step.value;
}

function keyOf({ holder, challenger }: RunPair): string {
  return `${holder.id}\n${challenger.id}`;
}

interface Review {
  readonly pair: RunPair;
  readonly board: string;
  readonly now: number;
}

async function review(database: Database, { pair, board, now }: Review): Promise<PairFacts> {
  const facts = pairFacts(
    await readResult(database, pair.holder.id),
    await readResult(database, pair.challenger.id),
  );
  const isProven = (facts.effect ?? 0) > leastLead && (facts.low ?? 0) > 0 && facts.holdsWithoutTimes;
  await database.query(
    `INSERT INTO reviews (board, holder_run, challenger_run, decided_at, decision, evidence_json)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (holder_run, challenger_run) DO UPDATE SET
       decided_at = excluded.decided_at, decision = excluded.decision, evidence_json = excluded.evidence_json`,
    [
      ...[board, pair.holder.id, pair.challenger.id, now],
      ...[isProven ? 'replaces' : 'keeps', JSON.stringify({ version: reviewVersion, ...facts })],
    ],
  );
  return facts;
}

async function readResult(database: Database, id: string): Promise<RunResult> {
  const rows = await database.query('SELECT result_json AS json FROM run_results WHERE run_id = $1', [id]);
  const [row] = z.array(z.object({ json: z.string() })).parse(rows);
  return validate(runResultSchema, parseJson(row?.json ?? ''), { where: `the stored result of run ${id}` });
}

/** Of what is found out about a pair: another version is found out anew. */
const reviewVersion = 1;

const evidence = z.object({
  version: z.literal(reviewVersion),
  obstacles: z.array(z.string()),
  effect: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  holdsWithoutTimes: z.boolean(),
});

async function readReviews(database: Database, board: string): Promise<Map<string, PairFacts>> {
  const rows = await database.query(
    'SELECT holder_run AS holder, challenger_run AS challenger, evidence_json AS evidence FROM reviews WHERE board = $1',
    [board],
  );
  const reviews = z
    .array(z.object({ holder: z.string(), challenger: z.string(), evidence: z.string() }))
    .parse(rows);
  return new Map(
    reviews.flatMap(({ holder, challenger, evidence: text }) => {
      const { success, data } = evidence.safeParse(parseJson(text));
      return success ? [[`${holder}\n${challenger}`, data] as const] : [];
    }),
  );
}
