import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { tallyFields } from '../rank/agent-tally.js';
import type { Slot } from './coverage.js';
import { base64Of, floatsOf } from './number-bytes.js';
import { addPart, addWord, type Rollup } from './rollup.js';

const rowsSchema = z.array(
  z.object({
    id: z.number(),
    agent: z.string(),
    host: z.string(),
    tallies: z.string(),
    peers: z.number(),
    peersNotScored: z.number(),
    words: z.string(),
    histogram: z.string(),
    runs: z.string(),
  }),
);
/** As it is kept of one slot, agent and host ('': of all hosts); bytes in base64, and '' what was not asked for. */
type KeptRollup = z.output<typeof rowsSchema>[number];

export interface KeptQuestion {
  readonly slots: readonly Slot[];
  /** Undefined: of every host, and of all together. */
  readonly host: string | undefined;
  readonly columns: readonly ('words' | 'histogram' | 'runs')[];
}

export async function keptRollups(
  database: Database,
  { slots, host, columns }: KeptQuestion,
): Promise<readonly KeptRollup[]> {
  if (slots.length === 0) return [];
  const wanted = (column: KeptQuestion['columns'][number], as: string) =>
    columns.includes(column) ? `${as} AS ${column}` : `'' AS ${column}`;
  const rows = await database.query(
    `SELECT id, agent_id AS agent, host, encode(tallies, 'base64') AS tallies, peers,
       peers_not_scored AS "peersNotScored", ${wanted('words', 'words')},
       ${wanted('histogram', "encode(histogram, 'base64')")}, ${wanted('runs', "encode(runs, 'base64')")}
     FROM json_to_recordset($1::json) AS slot(width bigint, start bigint) JOIN arena_rollups USING (width, start)
     WHERE $2::text IS NULL OR host = $2`,
    [JSON.stringify(slots), host ?? null],
  );
  return rowsSchema.parse(rows);
}

/** A tally as it is kept: its part, then its fields. */
const tallyStep = tallyFields.length + 1;

export function packTallies({ parts }: Rollup): string {
  return base64Of(
    Float64Array.from(
      [...parts].flatMap(([part, tally]) => [part, ...tallyFields.map((field) => tally[field])]),
    ),
  );
}

const wordRows = z.array(z.tuple([z.enum(['outcome', 'reason', 'error']), z.string(), z.number()]));

export function packWords({ words }: Rollup): string {
  return JSON.stringify([...words.values()].map(({ kind, word, count }) => [kind, word, count]));
}

/** Adds everything but the values. */
export function addKept(rollup: Rollup, { tallies, peers, peersNotScored, words }: KeptRollup): void {
  const numbers = floatsOf(tallies);
  for (let at = 0; at < numbers.length; at += tallyStep) {
    const [part = 0, scored = 0, passed = 0, unclean = 0, notScored = 0, speed = 0, cost = 0, tokens = 0] =
      numbers.subarray(at, at + tallyStep);
    addPart(rollup, part, { scored, passed, unclean, notScored, speed, cost, tokens });
  }
  rollup.peers.attempts += peers;
  rollup.peers.notScored += peersNotScored;
  if (words !== '')
    for (const [kind, word, count] of wordRows.parse(JSON.parse(words)))
      addWord(rollup, { kind, word, count });
}
