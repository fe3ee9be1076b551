import type { FrozenCase } from '../../src/arena/source/freeze-case.js';
import type {
  ArenaEvent,
  ArenaTables,
  DecidedEval,
  KeptPayload,
  OpenCohort,
  OpenEval,
  QueuedCohort,
  StoredAgent,
  StoredAttempt,
} from '../../src/arena/tables/tables.js';

type Changing<T> = { -readonly [Key in keyof T]: T[Key] };

export interface MemoryCohort extends Changing<Omit<OpenCohort, 'state'>> {
  readonly payloadSha256: string;
  readonly scaffold: QueuedCohort['scaffold'];
  readonly queuedAt: number;
  state: 'queued' | 'running' | 'draining' | 'done' | 'aborted';
  isDegraded: boolean;
  abortReason: string | undefined;
}

export interface MemoryAgent extends StoredAgent {
  readonly isConfigured: boolean;
}

export interface MemoryAttempt extends Changing<StoredAttempt> {
  readonly createdAt: number;
  verdict: string | undefined;
  reasonCode: string | undefined;
  startSkewMs: number | undefined;
  /** How often a verdict was written: more than once would count it twice. */
  verdicts: number;
}

export interface MemoryEval extends Changing<OpenEval> {
  state: string;
  decided: DecidedEval | undefined;
}

export interface MemoryArena {
  readonly agents: Map<string, MemoryAgent>;
  readonly cases: Map<string, { readonly case: FrozenCase; retiredAt: number | undefined }>;
  readonly cohorts: Map<string, MemoryCohort>;
  readonly attempts: Map<string, MemoryAttempt>;
  readonly evals: Map<string, MemoryEval>;
  /** By their start, newest first. */
  readonly started: MemoryCohort[];
  /** Those not terminal, so that a week of cohorts need not be gone through at every look. */
  readonly openCohorts: Map<string, MemoryCohort>;
  readonly openAttempts: Map<string, MemoryAttempt>;
  readonly openEvals: Map<string, MemoryEval>;
  readonly ofCohort: Map<string, readonly MemoryAttempt[]>;
  readonly payloads: Map<string, KeptPayload & { readonly path: string }>;
  readonly executors: Map<string, number>;
  readonly events: ArenaEvent[];
}

export function emptyArena(): MemoryArena {
  return {
    agents: new Map(),
    cases: new Map(),
    cohorts: new Map(),
    attempts: new Map(),
    evals: new Map(),
    started: [],
    openCohorts: new Map(),
    openAttempts: new Map(),
    openEvals: new Map(),
    ofCohort: new Map(),
    payloads: new Map(),
    executors: new Map(),
    events: [],
  };
}

export function cohortOf(
  cohort: Parameters<ArenaTables['cohorts']['recordRefusal']>[0],
  state: MemoryCohort['state'],
): MemoryCohort {
  const { id, case: its, scaffold, queuedAt, nextStartAt } = cohort;
  const { caseId, caseVersion, payloadSha256, hardTimeoutMs } = its;
  return {
    ...{ id, state, caseId, caseVersion, payloadSha256, hardTimeoutMs, scaffold, queuedAt, nextStartAt },
    startedAt: undefined,
    endedAt: undefined,
    isDegraded: false,
    abortReason: undefined,
  };
}

export function attemptOf(
  { id, agent }: { readonly id: string; readonly agent: StoredAgent },
  cohort: MemoryCohort,
): MemoryAttempt {
  const { id: cohortId, startedAt: createdAt = 0, caseId, caseVersion, payloadSha256, scaffold } = cohort;
  return {
    ...{ id, cohortId, createdAt, agent: { ...agent }, caseId, caseVersion, payloadSha256, scaffold },
    status: 'pending',
    executor: undefined,
    startedAt: undefined,
    finishedAt: undefined,
    result: undefined,
    rawPayload: undefined,
    outputSha256: undefined,
    verdict: undefined,
    reasonCode: undefined,
    startSkewMs: undefined,
    verdicts: 0,
  };
}

/** As readers get it: model and version as they were at the start, the agent's name and switch as they are now. */
export function storedOf(attempt: MemoryAttempt, { agents }: MemoryArena): StoredAttempt {
  const { id, cohortId, agent, caseId, caseVersion, payloadSha256, scaffold, status } = attempt;
  const { executor, startedAt, finishedAt, result, rawPayload, outputSha256 } = attempt;
  const { name, enabled } = agents.get(agent.id) ?? agent;
  return {
    ...{ id, cohortId, agent: { ...agent, name, enabled }, caseId, caseVersion, payloadSha256, scaffold },
    ...{ status, executor, startedAt, finishedAt, result, rawPayload, outputSha256 },
  };
}

/** By time, and by id where that is the same. */
export function inOrder<T>(items: Iterable<T>, keyOf: (item: T) => readonly [number, string]): readonly T[] {
  return [...items].sort((left, right) => {
    const [[atLeft, idLeft], [atRight, idRight]] = [keyOf(left), keyOf(right)];
    return atLeft - atRight || (idLeft < idRight ? -1 : 1);
  });
}
