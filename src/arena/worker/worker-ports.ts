import type { Clock } from '../../lib/clock.js';
import type { AgentResult, RunAgent } from '../agent/agent-result.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import { usualStartFloorMs } from '../cadence.js';
import type { CaseSource } from '../source/case-source.js';
import { hardTimeoutCapMs } from '../source/contract.js';
import type { ArenaEvent, ArenaTables, KeptPayload, QueuedCohort } from '../tables/tables.js';
import type { AttemptQueue } from './attempt-queue.js';
import type { Bell } from './bell.js';

/** The world as the arena's worker sees it. Filled where the worker is put together; a test fills it with a script. */
export interface WorkerPorts {
  readonly tables: ArenaTables;
  readonly source: CaseSourcePort;
  readonly queue: AttemptQueue;
  readonly runAgent: RunAgent;
  /** Says why this agent does not look well, undefined: it does. Not timed; only the log hears of it. */
  readonly probe: (agentId: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Writes the bytes to a file that is on disk when this resolves. The same bytes twice are one file. */
  readonly keepPayload: (raw: AgentResult['raw']) => Promise<KeptPayload & { readonly path: string }>;
  /** Ids of processes that still perform attempts. On the embedded store nobody but us can. */
  readonly livingExecutors: () => Promise<readonly string[]>;
  /** There are new verdicts: boards may be brought up to date. */
  readonly onVerdicts: () => Promise<void>;
  /** Everything that is written to the events, for whoever watches. */
  readonly onEvent: (event: ArenaEvent) => void;
  readonly clock: Clock;
  /** A new id that nobody had before, with this prefix: `coh_…`, `att_…`, `req_…`. */
  readonly newId: (prefix: string) => string;
  /** Rung by whoever moves an attempt on, in this process. `new Bell(clock)`. */
  readonly bell: Bell;
  /** `{ lastStartMs: undefined }` when the process begins. It outlives the lease: whoever leads again must not start early. */
  readonly pace: Pace;
  readonly settings: WorkerSettings;
}

export interface Pace {
  /** When this process last started a cohort, by its monotonic clock. */
  lastStartMs: number | undefined;
}

export type CaseSourcePort = Pick<CaseSource, 'fetchCases' | 'submit' | 'readEval'>;

/** What the holder of the lease knows of it. */
export interface Leadership {
  /** Aborted when the lease is lost, or the worker is to stop. */
  readonly signal: AbortSignal;
  /** Whether the lease is still ours by the monotonic clock: asked right before anything is started. */
  readonly isHeld: () => boolean;
}

export interface WorkerSettings {
  /** As configured; the case source is told. */
  readonly workerId: string;
  /** Of this process alone, new with every start: it owns the lease and performs attempts. */
  readonly processId: string;
  /** Agents as this machine's configuration has them, by id. */
  readonly agents: ReadonlyMap<string, ConfiguredAgent>;
  readonly scaffold: QueuedCohort['scaffold'];
  /** Hosts that may be asked for; empty: all. */
  readonly hosts: readonly string[];
  /** From start to start, ms. */
  readonly startFloorMs: number;
  /** Caps what a case's policy says, ms; never more than the contract's 300 s. */
  readonly hardTimeoutMs: number;
  /** How often the store is looked at for what other machines did, ms. */
  readonly lookEveryMs: number;
  /** Submissions and polls under way at once. */
  readonly evaluationsAtOnce: number;
}

/** What fits most; times in ms. */
export const defaultWorkerTimes = {
  startFloorMs: usualStartFloorMs,
  hardTimeoutMs: hardTimeoutCapMs,
  lookEveryMs: 1_000,
  evaluationsAtOnce: 4,
} as const;
