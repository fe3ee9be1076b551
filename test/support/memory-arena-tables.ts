/* eslint-disable @typescript-eslint/require-await -- the tables are asynchronous, memory is not */
import { arenaLease } from '../../src/arena/tables/arena-lease.js';
import type { ArenaTables, AttemptStatus, OpenCohort } from '../../src/arena/tables/tables.js';
import { digestOf } from '../../src/lib/digest.js';
import { leaseInMemory } from './lease-double.js';
import {
  attemptOf,
  cohortOf,
  emptyArena,
  inOrder,
  storedOf,
  type MemoryArena,
  type MemoryAttempt,
  type MemoryCohort,
} from './memory-arena-rows.js';

/**
 * The worker's tables in memory, by the rules of `arenaTablesOf`, to which `memory-tables.long.test.ts` holds them:
 * thousands of cohorts take seconds. What PostgreSQL could not hold (NUL, huge counts) is not mended here.
 */
export function memoryArenaTables(): { readonly tables: ArenaTables; readonly rows: MemoryArena } {
  const rows = emptyArena();
  const lease = leaseInMemory();
  const tables: ArenaTables = {
    agents: agentTable(rows),
    cases: caseTable(rows),
    cohorts: cohortTable(rows, lease),
    attempts: attemptTable(rows),
    evals: evalTable(rows),
    lease,
    executors: executorTable(rows),
    events: {
      add: async (event) => {
        rows.events.push(event);
      },
    },
  };
  return { tables, rows };
}

const openStatuses: readonly AttemptStatus[] = ['pending', 'running', 'returned', 'submitted'];
const caseKey = (caseId: string, caseVersion: number) => JSON.stringify([caseId, caseVersion]);

function agentTable({ agents }: MemoryArena): ArenaTables['agents'] {
  return {
    register: async (configured) => {
      for (const agent of agents.values()) agents.set(agent.id, { ...agent, isConfigured: false });
      for (const { id, name, model, version, enabled } of configured)
        agents.set(id, {
          ...{ id, name, model, version, isConfigured: true },
          enabled: agents.get(id)?.enabled ?? enabled,
        });
    },
    setEnabled: async (id, enabled) => {
      const agent = agents.get(id);
      if (agent !== undefined) agents.set(id, { ...agent, enabled });
      return agent !== undefined;
    },
    enabled: async () =>
      inOrder(agents.values(), ({ id }) => [0, id]).flatMap(({ isConfigured, ...agent }) =>
        isConfigured && agent.enabled ? [agent] : [],
      ),
  };
}

function caseTable({ cases }: MemoryArena): ArenaTables['cases'] {
  return {
    knownSha256: async (id, version) => cases.get(caseKey(id, version))?.case.payloadSha256,
    keep: async (one) => {
      const key = caseKey(one.caseId, one.caseVersion);
      if (!cases.has(key)) cases.set(key, { case: structuredClone(one), retiredAt: undefined });
    },
    read: async (id, version) => cases.get(caseKey(id, version))?.case,
    retire: async (id, version, atMs) => {
      const kept = cases.get(caseKey(id, version));
      if (kept !== undefined) kept.retiredAt ??= atMs;
    },
  };
}

function cohortTable(
  { cohorts, started, openCohorts, attempts, openAttempts, ofCohort }: MemoryArena,
  lease: ReturnType<typeof leaseInMemory>,
): ArenaTables['cohorts'] {
  const isAny = (wanted: readonly string[]) =>
    [...openCohorts.values()].some(({ state }) => wanted.includes(state));
  const end = (id: string, from: MemoryCohort['state'], changes: Partial<MemoryCohort>) => {
    const cohort = cohorts.get(id);
    if (cohort?.state !== from) return;
    Object.assign(cohort, changes);
    openCohorts.delete(id);
  };
  return {
    previous: async () => {
      const [last] = started;
      if (last?.startedAt === undefined) return undefined;
      return { startedAt: last.startedAt, endedAt: isAny(['running']) ? undefined : last.endedAt };
    },
    recentCaseIds: async (count) => started.slice(0, count).map(({ caseId }) => caseId),
    open: async () => inOrder(openCohorts.values(), ({ queuedAt, id }) => [queuedAt, id]).flatMap(openOf),
    queue: async (cohort) => {
      if (isAny(['queued', 'running']) || cohorts.has(cohort.id)) return false;
      const queued = cohortOf(cohort, 'queued');
      cohorts.set(cohort.id, queued);
      openCohorts.set(cohort.id, queued);
      return true;
    },
    start: async (id, { owner, atMs, attempts: pending }) => {
      const cohort = cohorts.get(id);
      const held = await lease.read(arenaLease);
      if (cohort?.state !== 'queued' || held?.owner !== owner || held.expiresAt <= atMs) return false;
      Object.assign(cohort, { state: 'running', startedAt: atMs });
      const place = started.findIndex(({ startedAt = 0 }) => startedAt <= atMs);
      started.splice(place < 0 ? started.length : place, 0, cohort);
      const made = pending.map((one) => attemptOf(one, cohort));
      ofCohort.set(id, made);
      for (const attempt of made) {
        attempts.set(attempt.id, attempt);
        openAttempts.set(attempt.id, attempt);
      }
      return true;
    },
    drain: async (id, atMs, { isDegraded }) => {
      const cohort = cohorts.get(id);
      if (cohort?.state === 'running')
        Object.assign(cohort, { state: 'draining', endedAt: atMs, isDegraded });
    },
    finish: async (id) => {
      end(id, 'draining', { state: 'done' });
    },
    abort: async (id, abortReason, endedAt) => {
      end(id, 'queued', { state: 'aborted', abortReason, endedAt });
    },
    recordRefusal: async (cohort, abortReason) => {
      if (cohorts.has(cohort.id)) return;
      cohorts.set(cohort.id, { ...cohortOf(cohort, 'aborted'), abortReason, endedAt: cohort.queuedAt });
    },
  };
}

/** None where it has ended. */
function openOf({ state, ...cohort }: MemoryCohort): readonly OpenCohort[] {
  if (state === 'done' || state === 'aborted') return [];
  const { id, caseId, caseVersion, nextStartAt, startedAt, endedAt, hardTimeoutMs } = cohort;
  return [{ id, state, caseId, caseVersion, nextStartAt, startedAt, endedAt, hardTimeoutMs }];
}

function attemptTable(arena: MemoryArena): ArenaTables['attempts'] {
  const { attempts, openAttempts, ofCohort, payloads } = arena;
  const listed = (some: Iterable<MemoryAttempt>) =>
    inOrder(some, ({ createdAt, id }) => [createdAt, id]).map((one) => storedOf(one, arena));
  return {
    read: async (id) => {
      const attempt = attempts.get(id);
      return attempt && storedOf(attempt, arena);
    },
    ofCohort: async (cohortId) => listed(ofCohort.get(cohortId) ?? []),
    inStatus: async (statuses) => {
      const isOpen = statuses.every((status) => openStatuses.includes(status));
      const some = [...(isOpen ? openAttempts : attempts).values()];
      return listed(some.filter(({ status }) => statuses.includes(status)));
    },
    claim: async (id, { executor, atMs, startSkewMs }) => {
      const attempt = attempts.get(id);
      if (attempt?.status !== 'pending') return false;
      Object.assign(attempt, { status: 'running', executor, startedAt: atMs, startSkewMs });
      return true;
    },
    recordReturn: async (id, { executor, atMs, result, payload }) => {
      if (!payloads.has(payload.sha256)) payloads.set(payload.sha256, payload);
      const attempt = attempts.get(id);
      if (attempt?.executor !== executor) return false;
      if (attempt.status !== 'running') return attempt.rawPayload?.sha256 === payload.sha256;
      const { sha256, bytes, isTruncated } = payload;
      Object.assign(attempt, {
        status: 'returned' satisfies AttemptStatus,
        finishedAt: atMs,
        result: structuredClone(result),
        rawPayload: { sha256, bytes, isTruncated },
        outputSha256: result.output === undefined ? undefined : digestOf(result.output),
      });
      return true;
    },
    withdrawAnswer: async (id, errorMessage) => {
      const attempt = attempts.get(id);
      if (attempt?.status !== 'returned' || attempt.result?.output === undefined) return false;
      const nothing = { output: undefined, finalUrl: undefined, steps: undefined };
      const marks = { outcome: 'invalid_output', isOutputValid: false, isClean: false } as const;
      const problem = { errorCode: 'refused_by_source', errorMessage };
      const result = { ...attempt.result, ...nothing, ...marks, ...problem };
      Object.assign(attempt, { result, outputSha256: undefined });
      return true;
    },
    interrupt: async (id, reasonCode, atMs) => {
      const attempt = attempts.get(id);
      if (attempt?.status !== 'pending' && attempt?.status !== 'running') return false;
      Object.assign(attempt, { status: 'interrupted', verdict: 'n_a', reasonCode, finishedAt: atMs });
      attempt.verdicts += 1;
      openAttempts.delete(id);
      return true;
    },
  };
}

function evalTable({ attempts, openAttempts, evals, openEvals }: MemoryArena): ArenaTables['evals'] {
  const settle = (
    attemptId: string,
    {
      from,
      to,
      ...rest
    }: { from: readonly string[]; to: AttemptStatus; verdict?: string; reasonCode?: string | undefined },
  ) => {
    const attempt = attempts.get(attemptId);
    if (attempt === undefined || !from.includes(attempt.status)) return false;
    Object.assign(attempt, { ...rest, status: to });
    if (rest.verdict !== undefined) attempt.verdicts += 1;
    if (to === 'submitted') return true;
    openAttempts.delete(attemptId);
    openEvals.delete(attemptId);
    return true;
  };
  return {
    recordSubmission: async (attemptId, { evalId, state, atMs, nextPollAt }) => {
      if (evals.has(evalId) || !settle(attemptId, { from: ['returned'], to: 'submitted' })) return false;
      const one = { evalId, attemptId, state, submittedAt: atMs, nextPollAt, polls: 0, decided: undefined };
      evals.set(evalId, one);
      openEvals.set(attemptId, one);
      return true;
    },
    open: async () =>
      inOrder(openEvals.values(), ({ nextPollAt, evalId }) => [nextPollAt, evalId]).map(
        ({ evalId, attemptId, submittedAt, polls, nextPollAt }) => ({
          ...{ evalId, attemptId, submittedAt, polls, nextPollAt },
        }),
      ),
    recordPoll: async (evalId, state, nextPollAt) => {
      const one = evals.get(evalId);
      if (one !== undefined) Object.assign(one, { state, nextPollAt, polls: one.polls + 1 });
    },
    recordVerdict: async (attemptId, decided) => {
      const { verdict, reasonCode } = decided;
      const one = openEvals.get(attemptId);
      const isFirst = settle(attemptId, { from: ['submitted'], to: 'evaluated', verdict, reasonCode });
      if (isFirst && one !== undefined) Object.assign(one, { state: decided.detail.state, decided });
      return isFirst;
    },
    giveUp: async (attemptId, reasonCode) =>
      settle(attemptId, { from: ['returned', 'submitted'], to: 'evaluated', verdict: 'n_a', reasonCode }),
    quarantine: async (attemptId, _detail, what) =>
      settle(attemptId, { from: ['submitted'], to: 'eval_unknown', reasonCode: what }),
  };
}

function executorTable({ executors }: MemoryArena): ArenaTables['executors'] {
  return {
    beat: async (id, { atMs, ttlMs }) => {
      executors.set(id, atMs + ttlMs);
    },
    living: async (atMs) =>
      [...executors].flatMap(([id, expiresAt]) => (expiresAt > atMs ? [id] : [])).sort(),
    leave: async (id) => {
      executors.delete(id);
    },
  };
}
