import { setImmediate } from 'node:timers/promises';
import type { AgentResult, RunAgent } from '../../src/arena/agent/agent-result.js';
import type { ConfiguredAgent } from '../../src/arena/config/configured-agent.js';
import type { ArenaEvent, ArenaTables } from '../../src/arena/tables/tables.js';
import type { AttemptQueue } from '../../src/arena/worker/attempt-queue.js';
import { Bell } from '../../src/arena/worker/bell.js';
import { lead } from '../../src/arena/worker/lead.js';
import { performAttempt } from '../../src/arena/worker/perform-attempt.js';
import type { CaseSourcePort, WorkerPorts, WorkerSettings } from '../../src/arena/worker/worker-ports.js';
import { sha256 } from '../../src/lib/digest.js';
import type { Clock } from '../../src/lib/clock.js';
import { whileLeading, type LeaseTiming } from '../../src/store/lease-keeper.js';

export function configuredAgent(id: string, changes: Partial<ConfiguredAgent> = {}): ConfiguredAgent {
  return {
    ...{ id, name: id, provider: undefined, url: 'http://127.0.0.1:9', model: 'model-1', version: '1' },
    ...{ enabled: true, apiKeyEnv: undefined, price: undefined, notes: undefined },
    ...changes,
  };
}

export function agentResult(changes: Partial<AgentResult> = {}): AgentResult {
  return {
    ...{ outcome: 'completed', latencyMs: 1_000, steps: 3, finalUrl: undefined, output: { size: 'case_0' } },
    usage: { inputTokens: 100, outputTokens: 20, totalTokens: 120, source: 'reported' },
    cost: { usd: 0.001, source: 'inferred', priceTable: 'ref-2025-01' },
    ...{ isOutputValid: true, isClean: true, errorCode: undefined, errorMessage: undefined },
    raw: { bytes: new TextEncoder().encode('raw'), isTruncated: false },
    ...changes,
  };
}

/** What stays when a process dies. */
export interface World {
  readonly clock: { readonly process: () => Clock };
  readonly tables: ArenaTables;
  readonly source: CaseSourcePort;
  readonly agents: readonly ConfiguredAgent[];
  readonly runAgent: (clock: Clock) => RunAgent;
  readonly settings?: Partial<WorkerSettings> | undefined;
  readonly leaseTiming?: LeaseTiming | undefined;
}

/** A port call of one process, numbered from 1; its answer: whether the process dies there. */
export type CrashPlan = (call: {
  readonly name: string;
  readonly number: number;
}) => 'before' | 'after' | undefined;

let processes = 0;

/**
 * One process of the worker, put together as the command does: lease, leading, performing. It may die before or after
 * any call of a port; then nothing of it ever goes on, and what it had asked of the store has happened or not.
 */
export class ScriptedWorker {
  readonly id = `process-${++processes}`;
  readonly calls: string[] = [];
  readonly events: ArenaEvent[] = [];
  readonly ended: Promise<unknown>;
  readonly ports: WorkerPorts;
  readonly #world: World;
  readonly #crash: CrashPlan;
  readonly #stop = new AbortController();
  #isDead = false;
  #busy = 0;
  #ids = 0;

  constructor(world: World, crash: CrashPlan = () => undefined) {
    this.#world = world;
    this.#crash = crash;
    this.ports = this.#makePorts();
    this.ended = this.#main().catch((problem: unknown) => problem);
  }

  isDead(): boolean {
    return this.#isDead;
  }

  /** As the operating system would. */
  kill(): void {
    this.#isDead = true;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Until all that can happen without time going on has happened. */
  async settle(): Promise<void> {
    do await setImmediate();
    while (this.#busy > 0);
  }

  async #main(): Promise<void> {
    const { ports } = this;
    const { tables, clock, queue } = ports;
    await tables.agents.register([...ports.settings.agents.values()], clock.wall().getTime());
    const signal = this.#stop.signal;
    const timing = this.#world.leaseTiming;
    const lease = { table: tables.lease, name: 'arena', owner: this.id, clock, isExclusive: true, timing };
    const leading = whileLeading(
      lease,
      (leaderSignal, isHeld) => lead(ports, { signal: leaderSignal, isHeld }),
      signal,
    );
    const performing = queue.perform((id, stop) => performAttempt(ports, id, stop), {
      concurrency: 50,
      signal,
    });
    await Promise.all([leading, performing]);
  }

  #makePorts(): WorkerPorts {
    const { tables, source, agents, runAgent, settings } = this.#world;
    const clock = this.#clock();
    return {
      tables: this.#guarded('tables', tables),
      source: this.#guarded('source', source),
      queue: this.#queue(),
      runAgent: (task, signal) =>
        this.#call('runAgent', () => runAgent(clock)(task, signal), { isTimed: true }),
      probe: () => this.#call('probe', () => Promise.resolve(undefined)),
      keepPayload: ({ bytes, isTruncated }) =>
        this.#call('keepPayload', () => {
          const digest = sha256(bytes);
          return Promise.resolve({ sha256: digest, bytes: bytes.length, isTruncated, path: `ab/${digest}` });
        }),
      livingExecutors: () => this.#call('livingExecutors', () => Promise.resolve([this.id])),
      onVerdicts: () => this.#call('onVerdicts', () => Promise.resolve()),
      onEvent: (event) => this.events.push(event),
      clock,
      newId: (prefix) => `${prefix}_${this.id}_${++this.#ids}`,
      bell: new Bell(clock),
      pace: { lastStartMs: undefined },
      settings: {
        ...{ workerId: 'arena-1', processId: this.id, hosts: [] },
        agents: new Map(agents.map((agent) => [agent.id, agent])),
        scaffold: { id: 'arena-scaffold', version: 1, promptSha256: 'a'.repeat(64) },
        ...{ startFloorMs: 180_000, hardTimeoutMs: 300_000, lookEveryMs: 30_000, evaluationsAtOnce: 4 },
        ...settings,
      },
    };
  }

  #clock(): Clock {
    const clock = this.#world.clock.process();
    return {
      ...clock,
      sleep: async (ms, signal) => {
        if (!this.#isDead) await clock.sleep(ms, signal);
        if (this.#isDead) await never;
      },
    };
  }

  /** Jobs of this process alone: they die with it. */
  #queue(): AttemptQueue {
    const waiting: string[] = [];
    let take: (() => void) | undefined;
    return {
      send: (ids) =>
        this.#call('queue.send', () => {
          waiting.push(...ids);
          take?.();
          return Promise.resolve();
        }),
      perform: async (act, { signal }) => {
        const underWay = new Set<Promise<void>>();
        take = () => {
          for (const id of waiting.splice(0)) underWay.add(act(id, signal));
        };
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            resolve();
          });
        });
        await Promise.all(underWay);
      },
    };
  }

  /** The same object, every method of it a call that the process may die at. */
  #guarded<T extends object>(name: string, target: T): T {
    return new Proxy(target, {
      get: (_, key) => {
        const value: unknown = Reflect.get(target, key);
        const path = `${name}.${String(key)}`;
        if (typeof value === 'object' && value !== null) return this.#guarded(path, value);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) =>
          this.#call(path, () => Reflect.apply(value, target, given) as Promise<unknown>);
      },
    });
  }

  async #call<T>(name: string, act: () => Promise<T>, { isTimed = false } = {}): Promise<T> {
    if (this.isDead()) return never;
    const number = this.calls.push(name);
    const death = this.#crash({ name, number });
    if (death === 'before') this.kill();
    if (this.isDead()) return never;
    if (!isTimed) this.#busy += 1;
    try {
      return await act();
    } finally {
      if (!isTimed) this.#busy -= 1;
      if (death === 'after') this.kill();
      if (this.isDead()) await never;
    }
  }
}

const never = new Promise<never>(() => undefined);
