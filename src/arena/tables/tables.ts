import type { LeaseTable } from '../../store/lease-table.js';
import type { AgentResult } from '../agent/agent-result.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import type { PreviousCohort } from '../cadence.js';
import type { EvalDetail } from '../source/contract.js';
import type { FrozenCase } from '../source/freeze-case.js';

/**
 * What the worker reads and writes. Every method is one statement, so it happens whole or not at all. All times are ms
 * since 1970 and come from the caller's clock, never the database's.
 */
export interface ArenaTables {
  readonly agents: AgentTable;
  readonly cases: CaseTable;
  readonly cohorts: CohortTable;
  readonly attempts: AttemptTable;
  readonly evals: EvalTable;
  readonly lease: LeaseTable;
  readonly executors: ExecutorTable;
  readonly events: EventTable;
}

export interface StoredAgent {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly version: string;
  readonly enabled: boolean;
}

export interface AgentTable {
  /** Adds and updates those configured; one that is configured no more stays, `configured` false. `enabled` of a known agent is left as it is in the store. */
  register(agents: readonly ConfiguredAgent[], atMs: number): Promise<void>;
  /** False: there is no such agent. Takes effect with the next cohort. */
  setEnabled(id: string, enabled: boolean, atMs: number): Promise<boolean>;
  /** Enabled and configured, by id, each with its newest version. */
  enabled(): Promise<readonly StoredAgent[]>;
}

export interface CaseTable {
  /** The hash this case and version was first seen with. */
  knownSha256(caseId: string, caseVersion: number): Promise<string | undefined>;
  /** Keeps the first payload of a case and version; another one changes nothing. */
  keep(one: FrozenCase, seen: { readonly corpusVersion: string; readonly atMs: number }): Promise<void>;
  read(caseId: string, caseVersion: number): Promise<FrozenCase | undefined>;
  retire(caseId: string, caseVersion: number, atMs: number): Promise<void>;
}

export interface QueuedCohort {
  readonly id: string;
  readonly case: FrozenCase;
  readonly scaffold: { readonly id: string; readonly version: number; readonly promptSha256: string };
  readonly hostFilter: readonly string[];
  readonly queuedAt: number;
  readonly nextStartAt: number;
  readonly startFloorMs: number;
}

export interface OpenCohort {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'draining';
  readonly caseId: string;
  readonly caseVersion: number;
  readonly nextStartAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly hardTimeoutMs: number;
}

export interface CohortTable {
  /** The one that started last, for the floor. */
  previous(): Promise<PreviousCohort | undefined>;
  /** Cases of the last `count` cohorts that started, newest first: a cursor that survives restarts. */
  recentCaseIds(count: number): Promise<readonly string[]>;
  /** Queued, running and draining ones, oldest first. */
  open(): Promise<readonly OpenCohort[]>;
  /** False: another one is queued or running, so nothing was written. */
  queue(cohort: QueuedCohort): Promise<boolean>;
  /**
   * queued → running, and a pending attempt for every agent: one statement, and only if `owner` holds the lease at
   * `atMs`. False: not queued any more, or the lease is somebody else's.
   */
  start(
    id: string,
    start: {
      readonly owner: string;
      readonly atMs: number;
      readonly attempts: readonly { readonly id: string; readonly agent: StoredAgent }[];
    },
  ): Promise<boolean>;
  /** running → draining with `ended_at`: every attempt is beyond running. */
  drain(id: string, atMs: number, marks: { readonly isDegraded: boolean }): Promise<void>;
  /** draining → done: every evaluation is decided or given up. */
  finish(id: string): Promise<void>;
  /** queued → aborted. */
  abort(id: string, reason: string, atMs: number): Promise<void>;
  /** Abort at once, for a case that was refused before anything was queued: kept, so that it shows. */
  recordRefusal(cohort: RefusedCohort, reason: string): Promise<void>;
}

/** What a case source sent was not usable, so there is no frozen case: its name and the hash it came with. */
export type RefusedCohort = Omit<QueuedCohort, 'case'> & {
  readonly case: Pick<FrozenCase, 'caseId' | 'caseVersion' | 'payloadSha256' | 'hardTimeoutMs'>;
};

export type AttemptStatus =
  'pending' | 'running' | 'returned' | 'submitted' | 'evaluated' | 'interrupted' | 'eval_unknown';

export interface StoredAttempt {
  readonly id: string;
  readonly cohortId: string;
  readonly agent: StoredAgent;
  readonly caseId: string;
  readonly caseVersion: number;
  readonly payloadSha256: string;
  readonly scaffold: QueuedCohort['scaffold'];
  readonly status: AttemptStatus;
  readonly executor: string | undefined;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  /** Undefined until it returned; without the raw bytes, which lie in their file. */
  readonly result: Omit<AgentResult, 'raw'> | undefined;
  readonly rawPayload: KeptPayload | undefined;
  readonly outputSha256: string | undefined;
}

export interface KeptPayload {
  readonly sha256: string;
  readonly bytes: number;
  readonly isTruncated: boolean;
}

export interface AttemptTable {
  read(id: string): Promise<StoredAttempt | undefined>;
  ofCohort(cohortId: string): Promise<readonly StoredAttempt[]>;
  /** Those in one of these states, oldest first. */
  inStatus(statuses: readonly AttemptStatus[]): Promise<readonly StoredAttempt[]>;
  /** pending → running, by compare and swap: true for exactly one caller. */
  claim(
    id: string,
    by: { readonly executor: string; readonly atMs: number; readonly startSkewMs: number },
  ): Promise<boolean>;
  /** running → returned, with the payload's row. False: it was interrupted meanwhile; then the payload's row alone is kept. */
  recordReturn(
    id: string,
    returned: {
      readonly executor: string;
      readonly atMs: number;
      readonly result: Omit<AgentResult, 'raw'>;
      readonly payload: KeptPayload & { readonly path: string; readonly isRedacted?: boolean | undefined };
    },
  ): Promise<boolean>;
  /**
   * returned, with an answer → returned as `invalid_output` without it, for an answer that the case source will not take.
   * What the agent sent stays in its file. False: it has no answer, or is not waiting to be submitted.
   */
  withdrawAnswer(id: string, why: string): Promise<boolean>;
  /** pending or running → interrupted, verdict `n_a` for this reason. */
  interrupt(id: string, reason: 'harness_crash' | 'infrastructure', atMs: number): Promise<boolean>;
}

export interface OpenEval {
  readonly evalId: string;
  readonly attemptId: string;
  readonly submittedAt: number;
  readonly polls: number;
  readonly nextPollAt: number;
}

export interface EvalTable {
  /** returned → submitted, with the evaluation's row. */
  recordSubmission(
    attemptId: string,
    submitted: {
      readonly evalId: string;
      readonly state: string;
      readonly atMs: number;
      readonly nextPollAt: number;
    },
  ): Promise<boolean>;
  /** Submitted and not decided, by next poll. */
  open(): Promise<readonly OpenEval[]>;
  recordPoll(evalId: string, state: string, nextPollAt: number): Promise<void>;
  /** submitted → evaluated, with verdict, checkpoints and the utilities of the rank profile; true for the first caller alone. */
  recordVerdict(attemptId: string, decided: DecidedEval, atMs: number): Promise<boolean>;
  /** returned or submitted → evaluated with `n_a`, where no evaluation will ever come: `contract_error`, `evaluator_error`, `eval_not_found`. */
  giveUp(attemptId: string, reason: string, atMs: number): Promise<boolean>;
  /** submitted → eval_unknown: a word that the contract does not know. Kept, not scored. */
  quarantine(attemptId: string, detail: EvalDetail, what: string, atMs: number): Promise<boolean>;
}

export interface DecidedEval {
  readonly detail: EvalDetail;
  readonly verdict: 'pass' | 'fail' | 'n_a';
  readonly reasonCode: string | undefined;
}

export interface ExecutorTable {
  beat(id: string, time: { readonly atMs: number; readonly ttlMs: number }): Promise<void>;
  /** Ids whose heartbeat has not expired. */
  living(atMs: number): Promise<readonly string[]>;
  leave(id: string): Promise<void>;
}

export interface ArenaEvent {
  readonly at: number;
  readonly level: 'info' | 'warning' | 'alert';
  readonly source: string;
  readonly kind: string;
  readonly cohortId?: string | undefined;
  readonly attemptId?: string | undefined;
  readonly data?: Readonly<Record<string, string | number | boolean | null>> | undefined;
}

export interface EventTable {
  add(event: ArenaEvent): Promise<void>;
}
