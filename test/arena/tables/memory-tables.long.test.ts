import { afterAll, beforeAll, expect, test } from 'vitest';
import { arenaTablesOf } from '../../../src/arena/tables/arena-tables.js';
import type { ArenaTables, AttemptStatus } from '../../../src/arena/tables/tables.js';
import { rngFrom } from '../../../src/lib/rng.js';
import type { Database } from '../../../src/store/database.js';
import { openTestStore } from '../../support/arena-store.js';
import type { MemoryArena } from '../../support/memory-arena-rows.js';
import { memoryArenaTables } from '../../support/memory-arena-tables.js';
import { randomTableCalls } from '../../support/random-table-calls.js';

const steps = 1_500;
const statuses: readonly AttemptStatus[] = [
  ...(['pending', 'running', 'returned', 'submitted', 'evaluated', 'interrupted', 'eval_unknown'] as const),
];
/** Each of them must have said yes and no, or little has been compared. */
const answering = [
  ...[
    'setEnabled',
    'queue',
    'start',
    'claim',
    'recordReturn',
    'interrupt',
    'recordSubmission',
    'recordVerdict',
  ],
  ...['withdrawAnswer', 'giveUp', 'quarantine', 'acquire', 'renew'],
];

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
test('the tables in memory answer as those of a store, whatever is asked of them', async () => {
  const answers = new Map<string, Set<unknown>>();
  for (const seed of ['one', 'two', 'three']) {
    await database.script(
      'TRUNCATE agents, cases, cohorts, attempt_payloads, worker_lease, executors, events RESTART IDENTITY CASCADE',
    );
    const { tables: memory, rows } = memoryArenaTables();
    const stored = arenaTablesOf(database);
    const calls = randomTableCalls(rngFrom('memory tables', seed));
    let answer: unknown;
    for (let step = 0; step < steps; step++) {
      const { value: call } = calls.next(answer);
      answer = await call.make(stored);
      expect(await call.make(memory), `${call.name}, step ${step} of ${seed}`).toEqual(answer);
      answers.set(call.name, (answers.get(call.name) ?? new Set()).add(answer));
      if (step % 20 > 0) continue;
      expect(await readAll(memory), `read after step ${step} of ${seed}`).toEqual(await readAll(stored));
    }
    expect(writtenInMemory(rows), `written with ${seed}`).toEqual(await writtenInStore(database));
  }

  for (const name of answering) expect(answers.get(name)?.size, `answers of ${name}`).toBe(2);
});

/** All that the worker can read. */
async function readAll(tables: ArenaTables): Promise<unknown> {
  const { agents, cases, cohorts, attempts, evals, lease, executors } = tables;
  const all = await attempts.inStatus(statuses);
  const caseIds = ['case-1', 'case-2', 'case-none'];
  const latestMs = Math.max(0, ...all.map(({ startedAt = 0 }) => startedAt));
  return {
    all,
    some: await attempts.inStatus(['running', 'returned']),
    last: await attempts.read(all.at(-1)?.id ?? 'att-none'),
    ofCohort: await attempts.ofCohort(all.at(-1)?.cohortId ?? 'coh-none'),
    agents: await agents.enabled(),
    cases: await Promise.all(caseIds.map((id) => cases.read(id, 1))),
    hashes: await Promise.all(caseIds.map((id) => cases.knownSha256(id, 1))),
    cohorts: [await cohorts.previous(), await cohorts.open(), await cohorts.recentCaseIds(7)],
    evals: await evals.open(),
    leases: [await lease.read('arena'), await lease.read('another')],
    living: await executors.living(latestMs),
  };
}

/** What was written and the worker never reads. */
function writtenInMemory({ attempts, cohorts, cases, evals, payloads, events }: MemoryArena): unknown {
  return {
    attempts: [...attempts.values()]
      .map((one) => [one.id, one.verdict, one.reasonCode, one.startSkewMs])
      .sort(byId),
    cohorts: [...cohorts.values()]
      .map((one) => [one.id, one.state, one.endedAt, one.isDegraded, one.abortReason])
      .sort(byId),
    cases: [...cases.values()].map((one) => [one.case.caseId, one.retiredAt]).sort(byId),
    evals: [...evals.values()].map((one) => [one.evalId, one.attemptId]).sort(byId),
    payloads: [...payloads.keys()].sort(),
    events: events.map(({ at, cohortId }) => [at, cohortId]),
  };
}

async function writtenInStore(store: Database): Promise<unknown> {
  const rowsOf = async (columns: string, table: string) => {
    const rows = await store.query(`SELECT ${columns} FROM ${table}`);
    return rows.map((row) => Object.values(row).map((value) => value ?? undefined));
  };
  return {
    attempts: (await rowsOf('id, verdict, reason_code, start_skew_ms', 'attempts')).sort(byId),
    cohorts: (await rowsOf('id, state, ended_at, degraded, abort_reason', 'cohorts')).sort(byId),
    cases: (await rowsOf('case_id, retired_at', 'cases')).sort(byId),
    evals: (await rowsOf('eval_id, attempt_id', 'evals')).sort(byId),
    payloads: (await rowsOf('sha256', 'attempt_payloads')).flat().sort(),
    events: await rowsOf('at, cohort_id', 'events ORDER BY id'),
  };
}

function byId(left: readonly unknown[], right: readonly unknown[]): number {
  return String(left[0]) < String(right[0]) ? -1 : 1;
}
