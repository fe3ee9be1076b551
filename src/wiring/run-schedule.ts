import type { KeyObject } from 'node:crypto';
import { addRun } from '../leaderboard/add-run.js';
import { roundNow } from '../leaderboard/due-round.js';
import { keepSchedule, type SchedulePorts } from '../leaderboard/keep-schedule.js';
import { keyVariableOf, readCompetitors } from '../leaderboard/registry.js';
import { roundTableOf } from '../leaderboard/round-table.js';
import { runRound, type RoundEvent, type RoundPorts } from '../leaderboard/run-round.js';
import { scheduledSince } from '../leaderboard/scheduled-since.js';
import type { Clock } from '../lib/clock.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { findRun } from '../results/find-run.js';
import type { Database } from '../store/database.js';
import { openJobQueue, type JobQueue } from '../store/job-queue.js';
import { whileLeading, type LeaseEvent } from '../store/lease-keeper.js';
import { leaseTableOf } from '../store/lease-table.js';
import { leaseWords } from './lease-words.js';

export interface ScheduleCall {
  readonly database: Database;
  readonly cron: string;
  readonly timeZone: string;
  /** One round at once, and no more. */
  readonly once: boolean;
  /** This process and no other. */
  readonly owner: string;
  readonly publicKeys: readonly KeyObject[];
  readonly measure: RoundPorts['measure'];
  readonly signal: AbortSignal;
  readonly onEvent: (event: RoundEvent) => void;
}

const queueName = 'public-round';
const ringMs = { pollMs: 5_000, longestMs: 60_000 } as const;

/** Public rounds on a store, until `signal`, by whichever machine has the lease; with `once` until one is over. */
export async function runSchedule(call: ScheduleCall): Promise<void> {
  const { database, cron, timeZone, once, owner, signal } = call;
  const clock = realClock;
  const tell = (event: LeaseEvent) => {
    call.onEvent({ at: clock.wall().getTime(), source: 'schedule', ...leaseWords(event) });
  };
  const onProblem = (problem: unknown) => {
    const why = inert(problem instanceof Error ? problem.message : String(problem), 500);
    tell({ kind: 'problem', why });
  };
  await using jobs = await openJobQueue(database, { onProblem, schedules: !once });
  await jobs.create(queueName, { expireInSeconds: 300, retentionMinutes: 60 });
  if (!once) await jobs.schedule(queueName, cron, timeZone);
  const ports = portsOf(call, { clock, jobs, onProblem });
  const sinceMs = once ? 0 : await scheduledSince(database, { atMs: clock.wall().getTime(), cron });
  const lease = {
    table: leaseTableOf(database),
    name: 'public-round',
    owner,
    clock,
    isExclusive: database.kind === 'embedded',
    onEvent: tell,
  };
  await whileLeading(
    lease,
    async (leading, isHeld) => {
      const leadership = { signal: leading, isHeld };
      if (!once) return keepSchedule(ports, { cron, timeZone, sinceMs }, leadership);
      const round = await roundNow(ports, { cron, timeZone });
      if (round !== undefined) await runRound(ports, round, leadership);
    },
    signal,
  );
}

interface Parts {
  readonly clock: Clock;
  readonly jobs: JobQueue;
  readonly onProblem: (problem: unknown) => void;
}

function portsOf({ database, publicKeys, measure, onEvent }: ScheduleCall, parts: Parts): SchedulePorts {
  const { clock } = parts;
  return {
    table: roundTableOf(database),
    competitors: () => readCompetitors(database),
    measure: async (wanted, signal) => {
      const apiKeyEnv = await keyVariableOf(database, wanted.competitor.id);
      return measure({ ...wanted, apiKeyEnv }, signal);
    },
    add: async (folder) =>
      addRun({ database, place: await findRun(folder, folder), publicKeys, now: clock.wall().getTime() }),
    ring: (signal) => waitForRing(parts, signal),
    clock,
    onEvent,
  };
}

/** Until the queue has a job for us, and not longer than a minute. */
async function waitForRing({ clock, jobs, onProblem }: Parts, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; waitedMs < ringMs.longestMs; waitedMs += ringMs.pollMs) {
    await clock.sleep(ringMs.pollMs, signal);
    const rung = await jobs.fetch(queueName, 1).catch((problem: unknown) => {
      onProblem(problem);
      return [];
    });
    if (rung.length === 0) continue;
    await jobs.complete(
      queueName,
      rung.map(({ id }) => id),
    );
    return;
  }
}
