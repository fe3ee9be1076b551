import type { RunAgent } from '../../src/arena/agent/agent-result.js';
import type { ArenaTables } from '../../src/arena/tables/tables.js';
import type { Clock } from '../../src/lib/clock.js';
import { rngFrom, type Rng } from '../../src/lib/rng.js';
import type { MemoryArena } from './memory-arena-rows.js';
import { memoryArenaTables } from './memory-arena-tables.js';
import { scriptedCaseSource, scriptedCorpus } from './scripted-case-source.js';
import { ScriptedClock } from './scripted-clock.js';
import { agentResult, configuredAgent, ScriptedWorker, type World } from './scripted-worker.js';

const minuteMs = 60_000;
const jumpSizesMs = [1_000, minuteMs, 60 * minuteMs, 600 * minuteMs];

export interface Start {
  readonly cohortId: string;
  readonly trueMs: number;
  readonly process: string;
  /** By how much the calendar had been set forward until then, in all. */
  readonly forwardMs: number;
}

export interface SimulatedWeek {
  readonly rows: MemoryArena;
  readonly bodies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly starts: readonly Start[];
  /** True time at which each cohort was written down as drained. */
  readonly drainedMs: ReadonlyMap<string, number>;
  readonly runs: ReadonlyMap<string, number>;
  /** Attempts whose answer was written down. */
  readonly returned: ReadonlySet<string>;
  readonly crashes: number;
  readonly jumps: number;
  readonly trueMs: number;
}

export interface WeekOptions {
  readonly cohorts: number;
  readonly floorMs: number;
  /** Whether the calendar jumps; it does if left out. */
  readonly mayJump?: boolean | undefined;
}

/**
 * Three agents, one worker after another: each dies before or after about one in 1 000 of its calls and is started again up
 * to minutes later; the calendar jumps by up to ten hours, about twice an hour; the case source is down for one call in
 * 300. Ends when `cohorts` have started and, left in peace, all are done.
 */
export async function simulatedWeek(
  seed: string,
  { cohorts, floorMs, mayJump = true }: WeekOptions,
): Promise<SimulatedWeek> {
  const week = new Week(seed, floorMs);
  let nextJumpMs = 0;
  while (!week.isOver()) {
    await week.worker.settle();
    week.isCalm ||= week.starts.length >= cohorts;
    if (week.worker.isDead()) await week.restart();
    else week.clock.advance();
    if (!mayJump || week.clock.trueMs < nextJumpMs || week.isCalm) continue;
    nextJumpMs = week.clock.trueMs + week.rng.int(60 * minuteMs);
    week.jump();
  }
  week.worker.stop();
  await week.worker.settle();
  const problem = await week.worker.ended;
  if (problem !== undefined) throw new Error('the worker did not end in peace', { cause: problem });
  return week;
}

class Week implements SimulatedWeek {
  readonly clock = new ScriptedClock();
  readonly rng: Rng;
  readonly rows: MemoryArena;
  readonly bodies: SimulatedWeek['bodies'];
  readonly starts: Start[] = [];
  readonly drainedMs = new Map<string, number>();
  readonly runs = new Map<string, number>();
  readonly returned = new Set<string>();
  readonly #world: World;
  crashes = 0;
  jumps = 0;
  worker: ScriptedWorker;
  /** No crash, no jump and no fault any more. */
  isCalm = false;
  #forwardMs = 0;

  constructor(seed: string, startFloorMs: number) {
    this.rng = rngFrom(seed);
    const { tables, rows } = memoryArenaTables();
    this.rows = rows;
    const place = { corpus: scriptedCorpus(7), clock: this.clock.process(), delayMs: 3_000 };
    const source = scriptedCaseSource(place, () => !this.isCalm && this.rng.next() < 1 / 300);
    this.bodies = source.bodies;
    this.#world = {
      clock: this.clock,
      source: source.port,
      tables: this.#watched(tables),
      agents: ['alpha', 'beta', 'gamma'].map((id) => configuredAgent(id)),
      runAgent: (clock) => this.#agent(clock),
      settings: { startFloorMs },
    };
    this.worker = this.#start();
  }

  get trueMs(): number {
    return this.clock.trueMs;
  }

  isOver(): boolean {
    if (!this.isCalm || this.rows.openAttempts.size > 0) return false;
    return [...this.rows.openCohorts.values()].every(({ state }) => state === 'queued');
  }

  async restart(): Promise<void> {
    const untilMs = this.trueMs + this.rng.int(3) * this.rng.int(2 * minuteMs);
    while (this.clock.advance(untilMs)) await this.worker.settle();
    this.worker = this.#start();
  }

  jump(): void {
    const jumpMs = Math.round((this.rng.next() * 2 - 1) * (jumpSizesMs[this.rng.int(4)] ?? 0));
    this.jumps += 1;
    this.#forwardMs += Math.max(0, jumpMs);
    this.clock.jump(jumpMs);
  }

  #start(): ScriptedWorker {
    return new ScriptedWorker(this.#world, () => {
      if (this.isCalm || this.rng.next() > 1 / 1_000) return undefined;
      this.crashes += 1;
      return this.rng.next() < 0.5 ? 'before' : 'after';
    });
  }

  /** The tables, and a note of what the rules speak of when it has happened. */
  #watched({ cohorts, attempts, ...tables }: ArenaTables): ArenaTables {
    return {
      ...tables,
      cohorts: {
        ...cohorts,
        start: async (cohortId, start) => {
          const isStarted = await cohorts.start(cohortId, start);
          const { trueMs } = this;
          if (isStarted)
            this.starts.push({ cohortId, trueMs, process: this.worker.id, forwardMs: this.#forwardMs });
          return isStarted;
        },
        drain: async (id, ...drain) => {
          await cohorts.drain(id, ...drain);
          this.drainedMs.set(id, this.trueMs);
        },
      },
      attempts: {
        ...attempts,
        recordReturn: async (id, returned) => {
          const isKept = await attempts.recordReturn(id, returned);
          if (isKept) this.returned.add(id);
          return isKept;
        },
      },
    };
  }

  /** Mostly right after half a minute to five, sometimes wrong, sometimes too late. */
  #agent(clock: Clock): RunAgent {
    return async ({ attemptId, case: { caseId, hardTimeoutMs } }, signal) => {
      this.runs.set(attemptId, (this.runs.get(attemptId) ?? 0) + 1);
      const wantedMs = 30_000 + this.rng.int(290_000);
      const latencyMs = Math.min(hardTimeoutMs, wantedMs);
      await clock.sleep(latencyMs, signal);
      const raw = { bytes: new TextEncoder().encode(attemptId), isTruncated: false };
      if (wantedMs > hardTimeoutMs)
        return agentResult({ outcome: 'timeout', isClean: false, output: undefined, latencyMs, raw });
      return agentResult({ output: { size: this.rng.next() < 0.7 ? caseId : 'wrong' }, latencyMs, raw });
    };
  }
}
