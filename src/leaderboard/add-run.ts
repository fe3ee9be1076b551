import type { KeyObject } from 'node:crypto';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import type { RunPlace } from '../results/find-run.js';
import type { RunResult } from '../results/run-result.js';
import type { Database } from '../store/database.js';
import { addedRun } from './added-run.js';
import { attribute } from './attribution.js';
import { examineRun, type ExaminedRun } from './examine-run.js';
import { readRegistrations } from './registry.js';
import { findKnownRuns, writeRun, type KnownRun } from './run-table.js';

export interface Addition {
  readonly database: Database;
  readonly place: RunPlace;
  /** Keys whose signatures count. Without one no run is official. */
  readonly publicKeys: readonly KeyObject[];
  /** UTC ms. */
  readonly now: number;
}

export interface Added {
  readonly runId: string;
  readonly status: 'official' | 'unverified';
  /** Null: nobody's. */
  readonly competitor: string | null;
  /** Key of the board it stands on. */
  readonly board: string | null;
  /** Why it stands on none, one sentence each. */
  readonly reasons: readonly string[];
  /** False: it was there already, as it is now. */
  readonly isNew: boolean;
}

/**
 * Adds a run: to its board where it is signed by a trusted key, official, recomputed from its journal and somebody's; else
 * among the unverified, with every reason. Adding it again changes nothing, except that an unverified run is looked at
 * anew. Throws BenchError('usage') where there is no result to read, and for other bytes under the id of a known run.
 */
export async function addRun({ database, place, publicKeys, now }: Addition): Promise<Added> {
  const examined = await examineRun(place, publicKeys);
  const { result } = examined;
  requireStorable(result);
  const registrations = await readRegistrations(database);
  const { competitor, reason } = attribute(result, registrations);
  const known = await findKnownRuns(database, { id: result.run.id, journalSha256: examined.journalSha256 });
  const same = known.find(({ id }) => id === result.run.id);
  if (same?.status === 'official') return asItWas(same, examined);
  const reasons = [
    ...examined.reasons,
    ...(reason === undefined ? [] : [inert(reason, 500)]),
    ...reasonsOfTime(result, now),
    ...known.filter(({ id }) => id !== result.run.id).map(({ id }) => `its journal is that of run ${id}`),
  ];
  // An official run takes an id that an unverified one has: else anybody could keep it off by being faster.
  if (reasons.length > 0) requireSameBytes(same, examined);
  const owner = registrations.submissions.find((submission) => submission.competitor === competitor);
  const imageDigest = owner?.imageDigest ?? null;
  const { row, resultJson } = addedRun(examined, { competitor, imageDigest, reasons, now });
  const isWritten = await writeRun(database, { row, resultJson });
  if (!isWritten) return addRun({ database, place, publicKeys, now });
  return {
    runId: row.id,
    status: row.status,
    competitor,
    board: row.board,
    reasons,
    isNew: same?.status !== row.status,
  };
}

function asItWas(known: KnownRun, examined: ExaminedRun): Added {
  requireSameBytes(known, examined);
  const { id, status, competitor, board, reasons } = known;
  return { runId: id, status, competitor, board, reasons, isNew: false };
}

function requireSameBytes(known: KnownRun | undefined, { resultSha256, journalSha256 }: ExaminedRun): void {
  if (known === undefined) return;
  if (known.resultSha256 === resultSha256 && known.journalSha256 === journalSha256) return;
  throw new BenchError(
    'usage',
    `a run ${known.id} is known already (${known.status}), and this one is another`,
    {
      hint: 'A run is added once, as it was signed. One of the two was changed after it was made.',
    },
  );
}

/** What the table cannot hold, or would show as something else. */
function requireStorable({ run }: RunResult): void {
  const problem =
    run.id === '' || inert(run.id, 100) !== run.id
      ? 'its id is no run id'
      : [run.startedAt, run.finishedAt].some((time) => !isStorableTime(time))
        ? 'its times are no times'
        : undefined;
  if (problem === undefined) return;
  throw new BenchError('usage', `this run cannot be added: ${problem}`, {
    hint: 'Its result.json was not written by janus-bench.',
  });
}

/** Between 2000 and 3000, say. */
function isStorableTime(time: string): boolean {
  const at = Date.parse(time);
  return at > Date.UTC(2000, 0) && at < Date.UTC(3000, 0);
}

/** Clocks of two machines may differ by minutes. */
const clockDifferenceMs = 10 * 60_000;

function reasonsOfTime({ run }: RunResult, now: number): readonly string[] {
  const [startedAt, finishedAt] = [Date.parse(run.startedAt), Date.parse(run.finishedAt)];
  return [
    ...(finishedAt > now + clockDifferenceMs ? ['it ends in the future'] : []),
    ...(finishedAt < startedAt ? ['it ends before it begins'] : []),
  ];
}
