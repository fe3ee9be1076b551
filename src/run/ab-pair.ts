import type { Journal } from '../results/journal-file.js';
import type { RunHeader } from '../results/run-header.js';
import type { PairSide } from '../results/paired-with.js';
import { otherSide, pairSides, type Sides } from './ab-sides.js';
import { closedLoop } from './load-pace.js';
import { openAttempts, type Attempts } from './open-attempts.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';
import { remainingAttempts } from './resume.js';
import { RunStop, type PlanEnding } from './run-stop.js';

/** One half of a pair: everything decided, nothing sent. */
export interface PreparedHalf {
  readonly folder: string;
  /** What its journal plans, which may be less than the pair's last look. */
  readonly header: RunHeader;
  /** Undefined: a new run. Else what the journal holds already. */
  readonly began: Journal | undefined;
  readonly request: RequestDefaults;
  readonly warmUpTraces: readonly string[];
}

export interface PreparedPair {
  readonly halves: Sides<PreparedHalf>;
  /** The attempts of either half up to the last look, in the order of issue. */
  readonly plan: readonly PlannedAttempt[];
  /** Repeats after which is looked, rising. */
  readonly looks: readonly number[];
  /** Pairs of attempts at a time. */
  readonly concurrency: number;
  readonly bail: boolean;
  readonly signal: AbortSignal;
  /** Asked after each look but the last: whether to end there. */
  readonly isDecided: (index: number) => Promise<boolean>;
}

export interface PerformedPair {
  readonly ended: PlanEnding;
  /** Index of the look up to which was planned. */
  readonly lookIndex: number;
}

/**
 * Makes two runs of one plan together. Of each task one half's attempt follows right after the other's, in one slot, and
 * who begins alternates (ABBA), so that what drifts falls on both alike. Both stop where one has to.
 */
export async function performPair(prepared: PreparedPair, ports: Sides<RunPorts>): Promise<PerformedPair> {
  const { halves, looks, plan, signal } = prepared;
  const stop = new RunStop(signal);
  const begun = Math.max(...pairSides.map((side) => halves[side].header.repeat));
  let lookIndex = Math.max(
    0,
    looks.findIndex((repeat) => repeat >= begun),
  );
  const half = (side: PairSide) => openHalf(prepared, { side, ports: ports[side], stop });
  const opened: Sides<OpenHalf> = { a: await half('a'), b: await half('b') };
  for (; ; lookIndex++) {
    const repeat = looks[lookIndex] ?? begun;
    const planned = plan.filter((attempt) => attempt.repeat < repeat);
    for (const side of pairSides) await opened[side].planUpTo(repeat, planned);
    await takeTurns(planned, opened, prepared.concurrency);
    for (const side of pairSides) await opened[side].attempts.settle();
    const ended = stop.ending();
    const isLast = lookIndex >= looks.length - 1;
    if (ended !== 'complete' || isLast || (await prepared.isDecided(lookIndex))) return { ended, lookIndex };
  }
}

interface OpenHalf {
  readonly attempts: Attempts;
  /** Says whether an attempt is still to be made, and that it is being made. */
  readonly take: (attempt: PlannedAttempt) => boolean;
  /** Writes down that it goes on to `repeat` repeats, where its journal does not plan as many. */
  readonly planUpTo: (repeat: number, planned: readonly PlannedAttempt[]) => Promise<void>;
}

async function openHalf(
  { halves, plan, bail }: PreparedPair,
  { side, ports, stop }: { side: PairSide; ports: RunPorts; stop: RunStop },
): Promise<OpenHalf> {
  const { header, began, request } = halves[side];
  const left = new Set(remainingAttempts(plan, began?.records ?? []).map(({ attemptId }) => attemptId));
  const alreadyDone = plan.length - left.size;
  const order = new Set(header.order);
  await beginHalf(halves[side], ports, alreadyDone);
  return {
    attempts: openAttempts(ports, { request, alreadyDone, total: () => order.size, bail, stop }),
    take: ({ attemptId }) => left.delete(attemptId),
    planUpTo: async (repeat, planned) => {
      const added = planned.map(({ attemptId }) => attemptId).filter((id) => !order.has(id));
      if (added.length === 0) return;
      await ports.journal.append({
        schema: 'janus-bench/extended',
        schemaVersion: 1,
        repeat,
        order: added,
      });
      for (const id of added) order.add(id);
    },
  };
}

async function beginHalf(
  { folder, header, began, warmUpTraces }: PreparedHalf,
  { clock, journal, onEvent }: RunPorts,
  done: number,
): Promise<void> {
  if (began !== undefined) {
    await journal.append({
      schema: 'janus-bench/resume',
      schemaVersion: 1,
      resumedAt: clock.wall().toISOString(),
      warmUpTraces: [...warmUpTraces],
    });
  }
  onEvent({
    kind: 'started',
    runId: header.runId,
    folder,
    suite: header.suite.name,
    total: header.order.length,
    done,
    concurrency: header.concurrency,
  });
}

/** Places in the plan decide who begins, so that a resumed pair keeps to the same order. */
async function takeTurns(
  planned: readonly PlannedAttempt[],
  halves: Sides<OpenHalf>,
  concurrency: number,
): Promise<void> {
  const place = new Map(planned.map(({ attemptId }, index) => [attemptId, index]));
  await closedLoop(concurrency)(planned, async (attempt) => {
    const first = (place.get(attempt.attemptId) ?? 0) % 2 === 0 ? 'a' : 'b';
    for (const side of [first, otherSide(first)] as const)
      if (halves[side].take(attempt)) await halves[side].attempts.perform(attempt);
  });
}
