import { randomUUID } from 'node:crypto';
import { openAgentRunner, type AgentRunner } from '../arena/agent/run-agent.js';
import { writePayload } from '../arena/agent/payload-files.js';
import { arenaScaffold } from '../arena/agent/scaffold.js';
import type { ArenaConfig } from '../arena/config/arena-config.js';
import { keepStandings } from '../arena/read/keep-standings.js';
import { refreshBoards } from '../arena/read/refresh-boards.js';
import { CaseSource } from '../arena/source/case-source.js';
import { arenaLease } from '../arena/tables/arena-lease.js';
import { arenaTablesOf } from '../arena/tables/arena-tables.js';
import type { ArenaEvent, ArenaTables } from '../arena/tables/tables.js';
import type { AttemptQueue } from '../arena/worker/attempt-queue.js';
import { Bell } from '../arena/worker/bell.js';
import { lead } from '../arena/worker/lead.js';
import { performAttempt } from '../arena/worker/perform-attempt.js';
import { openAttemptQueue } from '../arena/worker/pg-boss-queue.js';
import { defaultWorkerTimes, type WorkerPorts } from '../arena/worker/worker-ports.js';
import { BenchError } from '../errors/bench-error.js';
import type { Clock } from '../lib/clock.js';
import { realClock } from '../lib/real-clock.js';
import { rngFrom } from '../lib/rng.js';
import type { Database } from '../store/database.js';
import { beatUntil } from '../store/heartbeat.js';
import { openJobQueue } from '../store/job-queue.js';
import { leaseTiming, whileLeading, type LeaseTiming } from '../store/lease-keeper.js';
import { openWorkerLog, type WorkerLog } from './worker-log.js';

export interface ArenaWorkerCall {
  readonly config: ArenaConfig;
  /** Its store, opened as owner. It stays open. */
  readonly database: Database;
  readonly env: NodeJS.ProcessEnv;
  /** Bearer token of the case source: see `sourceToken`. */
  readonly token: string | undefined;
  /** To stop: nothing more is begun, and what runs has the grace. */
  readonly signal: AbortSignal;
  /** Stops by itself after so long, ms, counted from when everything is open; undefined: never. */
  readonly forMs?: number | undefined;
  readonly onEvent: (event: ArenaEvent) => void;
  /** Other times than the contract's, for tests. */
  readonly timing?: LeaseTiming | undefined;
}

/** What runs when the worker is told to stop may end within it; then it counts for nobody (n_a). */
export const stopGraceMs = 10_000;

/**
 * A machine of the arena, until `signal`: it performs attempts, and leads whenever it has the lease. A store that goes
 * away for a while is waited for. Throws BenchError('usage') where the case source refuses us.
 */
export async function runArenaWorker(call: ArenaWorkerCall): Promise<void> {
  const { config, database, env, onEvent } = call;
  const clock = realClock;
  const tables = arenaTablesOf(database);
  const log = openWorkerLog(tables.events, { clock, show: onEvent });
  const source = new CaseSource({
    url: new URL(config.source.url),
    token: call.token,
    clock,
    rng: rngFrom(randomUUID()),
    onProblem: log.problem,
  });
  await using jobs = await openJobQueue(database, { onProblem: log.problem });
  const queue = await openAttemptQueue(jobs, { clock, onProblem: log.problem });
  await using runner = await openAgentRunner(config.agents, { clock, env });
  await tables.agents.register(config.agents, clock.wall().getTime());
  const ports = portsOf({ call, database, tables, queue, runner, source });
  try {
    await work(ports, { call, log, isExclusive: database.kind === 'embedded' });
  } finally {
    await log.settled();
  }
}

interface Parts {
  readonly call: ArenaWorkerCall;
  readonly database: Database;
  readonly tables: ArenaTables;
  readonly queue: AttemptQueue;
  readonly runner: AgentRunner;
  readonly source: CaseSource;
}

function portsOf({ call, database, tables, queue, runner, source }: Parts): WorkerPorts {
  const { config, onEvent } = call;
  const clock = realClock;
  return {
    tables,
    source,
    queue,
    runAgent: runner.run,
    probe: runner.probe,
    keepPayload: (raw) => writePayload(config.payloadFolder, raw),
    livingExecutors: () => tables.executors.living(clock.wall().getTime()),
    onVerdicts: async () => {
      const nowMs = clock.wall().getTime();
      await refreshBoards(database, { nowMs });
      await keepStandings(database, { nowMs, windows: config.windows });
    },
    onEvent,
    clock,
    newId: (prefix) => `${prefix}_${randomUUID().replaceAll('-', '')}`,
    bell: new Bell(clock),
    pace: { lastStartMs: undefined },
    settings: {
      ...defaultWorkerTimes,
      workerId: config.workerId,
      processId: `${config.workerId}/${randomUUID()}`,
      agents: new Map(config.agents.map((agent) => [agent.id, agent])),
      scaffold: { id: arenaScaffold.id, version: arenaScaffold.version, promptSha256: arenaScaffold.sha256 },
      hosts: config.hosts,
      startFloorMs: config.startFloorMs,
      hardTimeoutMs: config.hardTimeoutMs,
    },
  };
}

interface Working {
  readonly call: ArenaWorkerCall;
  readonly log: WorkerLog;
  readonly isExclusive: boolean;
}

/** Performs and leads side by side. The lease is given back as soon as nothing more is begun, while attempts still run. */
async function work(ports: WorkerPorts, { call, log, isExclusive }: Working): Promise<void> {
  const { tables, clock, settings } = ports;
  const { timing = leaseTiming, config } = call;
  const [stop, abandon, gone] = [new AbortController(), new AbortController(), new AbortController()];
  const stopping = AbortSignal.any([call.signal, stop.signal]);
  const timeIsUp =
    call.forMs === undefined ? undefined : endAfter(call.forMs, { clock, stop, gone: gone.signal });
  const time = { atMs: clock.wall().getTime(), ttlMs: timing.ttlMs };
  await tables.executors.beat(settings.processId, time);
  const beating = beatUntil(gone.signal, {
    beat: (at) => tables.executors.beat(settings.processId, at),
    leave: () => tables.executors.leave(settings.processId),
    clock,
    everyMs: timing.heartbeatMs,
    ttlMs: timing.ttlMs,
    onProblem: log.problem,
  });
  const performing = ports.queue.perform((id) => performAttempt(ports, id, abandon.signal), {
    concurrency: config.concurrency,
    signal: stopping,
  });
  try {
    await whileLeading(
      { ...leaseOf(ports), isExclusive, timing, onEvent: log.lease },
      (signal, isHeld) => lead(ports, { signal, isHeld }),
      stopping,
    );
  } finally {
    stop.abort();
    await Promise.race([performing, clock.sleep(stopGraceMs, gone.signal).catch(() => undefined)]);
    abandon.abort();
    await performing;
    gone.abort();
    await Promise.all([beating, timeIsUp]);
  }
}

function leaseOf({ tables, settings, clock }: WorkerPorts) {
  return { table: tables.lease, name: arenaLease, owner: settings.processId, clock };
}

async function endAfter(
  ms: number,
  {
    clock,
    stop,
    gone,
  }: { readonly clock: Clock; readonly stop: AbortController; readonly gone: AbortSignal },
): Promise<void> {
  await clock.sleep(ms, gone).catch(() => undefined);
  stop.abort();
}

/** The token that the configuration names. Throws BenchError('usage') where that variable is not set. */
export function sourceToken({ source }: ArenaConfig, env: NodeJS.ProcessEnv): string | undefined {
  if (source.tokenEnv === undefined) return undefined;
  const token = env[source.tokenEnv]?.trim();
  if (token !== undefined && token !== '') return token;
  throw new BenchError(
    'usage',
    `the case source's token is to be in ${source.tokenEnv}, but that is not set`,
    { hint: `Set it first: export ${source.tokenEnv}=…` },
  );
}
