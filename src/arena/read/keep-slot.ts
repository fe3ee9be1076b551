import { groupBy } from '../../lib/group-by.js';
import type { Database, SqlRow } from '../../store/database.js';
import { coverageOf, type Coverage, type Slot } from './coverage.js';
import { decidedAttempts } from './decided-attempts.js';
import { keptCases } from './kept-cases.js';
import { addKept, keptRollups, packTallies, packWords } from './kept-rollups.js';
import { base64Of, floatsOf, intsOf } from './number-bytes.js';
import { addAttempts, rollupOf, type Rollup } from './rollup.js';
import { packValues, unpackValues } from './value-pack.js';

/** A slot and how many verdicts had been written to it when it was looked at. */
export interface OpenSlot extends Slot {
  readonly decided: number;
}

interface HostSums {
  readonly rollups: Map<string, Rollup>;
  readonly cases: Set<string>;
}

/**
 * Counts a slot, out of narrower ones where those are kept, and keeps the sums; but not if a verdict has come to the slot
 * since it was looked at, or comes meanwhile: the one statement that writes asks for that. False: so it was.
 */
export async function keepSlot(database: Database, slot: OpenSlot, nowMs: number): Promise<boolean> {
  const { width, start, decided } = slot;
  const coverage = await coverageOf(database, { fromMs: start, toMs: start + width }, width);
  const hosts = await countedByHost(database, coverage);
  const rollups = [...hosts].flatMap(([host, sums]) =>
    [...sums.rollups].map(([agent, rollup]) => rowOf(host, agent, rollup)),
  );
  const cases = [...hosts].map(([host, sums]) => ({ host, cases: JSON.stringify([...sums.cases]) }));
  const rows = await database.query(keeping, [
    ...[width, start, decided, Math.floor(nowMs)],
    ...[JSON.stringify(rollups), JSON.stringify(cases)],
  ]);
  return rows.length > 0;
}

/** By host; '' is all of them together. */
async function countedByHost(
  database: Database,
  { slots, gaps }: Coverage,
): Promise<ReadonlyMap<string, HostSums>> {
  const hosts = new Map<string, HostSums>();
  const ofHost = (host: string) => {
    const sums = hosts.get(host) ?? { rollups: new Map<string, Rollup>(), cases: new Set<string>() };
    hosts.set(host, sums);
    return sums;
  };
  for await (const attempts of decidedAttempts(database, gaps, undefined)) {
    const byHost = new Map<string, typeof attempts>(groupBy(attempts, ({ host }) => host)).set('', attempts);
    for (const [host, own] of byHost) {
      const { rollups, cases } = ofHost(host);
      addAttempts(rollups, own);
      for (const { verdict, caseId } of own) if (verdict !== 'n_a') cases.add(caseId);
    }
  }
  const columns = ['words', 'histogram', 'runs'] as const;
  for (const row of await keptRollups(database, { slots, host: undefined, columns })) {
    const rollup = rollupOf(ofHost(row.host).rollups, row.agent);
    addKept(rollup, row);
    const pack = { histogram: intsOf(row.histogram), runs: floatsOf(row.runs) };
    unpackValues(pack, (metric, value) => rollup.values[metric].push(value));
  }
  for (const { host, cases } of await keptCases(database, slots, undefined))
    for (const id of cases) ofHost(host).cases.add(id);
  return hosts;
}

function rowOf(host: string, agent: string, rollup: Rollup): SqlRow {
  const { histogram, runs } = packValues(rollup.values);
  return {
    host,
    agent,
    tallies: packTallies(rollup),
    peers: rollup.peers.attempts,
    peers_not_scored: rollup.peers.notScored,
    words: packWords(rollup),
    histogram: base64Of(histogram),
    runs: base64Of(runs),
  };
}

/** Rows get a new id whenever they are written, so that whoever read a histogram does not take other runs for its own. */
const keeping = `
  WITH claimed AS (
    UPDATE arena_slots SET kept = decided, kept_at = $4 WHERE width = $1 AND start = $2 AND decided = $3
    RETURNING width, start
  ), rollups AS (
    INSERT INTO arena_rollups (width, start, host, agent_id, tallies, peers, peers_not_scored, words, histogram, runs)
    SELECT width, start, host, agent, decode(tallies, 'base64'), peers, peers_not_scored, words,
      decode(histogram, 'base64'), decode(runs, 'base64')
    FROM claimed CROSS JOIN json_to_recordset($5::json) AS row(host text, agent text, tallies text, peers bigint,
      peers_not_scored bigint, words text, histogram text, runs text)
    ON CONFLICT (width, start, host, agent_id) DO UPDATE SET id = DEFAULT, tallies = excluded.tallies,
      peers = excluded.peers, peers_not_scored = excluded.peers_not_scored, words = excluded.words,
      histogram = excluded.histogram, runs = excluded.runs
  ), cases AS (
    INSERT INTO arena_slot_cases (width, start, host, cases)
    SELECT width, start, host, cases FROM claimed CROSS JOIN json_to_recordset($6::json) AS row(host text, cases text)
    ON CONFLICT (width, start, host) DO UPDATE SET cases = excluded.cases
  )
  SELECT width FROM claimed`;
