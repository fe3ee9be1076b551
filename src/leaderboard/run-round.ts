import { BenchError } from '../errors/bench-error.js';
import type { Clock } from '../lib/clock.js';
import { inert } from '../lib/inert.js';
import { rngFrom, shuffled } from '../lib/rng.js';
import { StoreUnreachable } from '../store/store-unreachable.js';
import type { Added } from './add-run.js';
import type { PublicRound, RoundTable, RoundTarget } from './round-table.js';
import type { Competitor } from './standings.js';

export interface RoundEvent {
  readonly at: number;
  readonly level: 'info' | 'warning' | 'alert';
  readonly source: 'schedule';
  readonly kind: string;
  readonly data?: Readonly<Record<string, string | number>> | undefined;
}

/** The world as a round sees it. */
export interface RoundPorts {
  readonly table: RoundTable;
  /** Those registered, enabled or not. */
  readonly competitors: () => Promise<readonly Competitor[]>;
  /** An official run; rejects with an AbortError, or resolves with an unfinished one, where the signal stops it. */
  readonly measure: (wanted: WantedRun, signal: AbortSignal) => Promise<MeasuredRun>;
  /** Puts a finished run on the board; the same one again changes nothing. */
  readonly add: (folder: string) => Promise<Added>;
  readonly clock: Clock;
  readonly onEvent: (event: RoundEvent) => void;
}

export interface WantedRun {
  readonly roundId: string;
  readonly competitor: Competitor;
  /** The environment variable with this competitor's own key; undefined: it has none. */
  readonly apiKeyEnv?: string | undefined;
  /** The run to go on with, begun before an interruption: where it cannot be gone on with, a new one is made. */
  readonly resume: string | undefined;
  /** A run has its folder: from here on it can be gone on with. */
  readonly onBegun: (runId: string) => Promise<void>;
}

export interface MeasuredRun {
  readonly runId: string;
  readonly folder: string;
}

/** What the holder of the lease knows of it. */
export interface RoundLeadership {
  readonly signal: AbortSignal;
  readonly isHeld: () => boolean;
}

/**
 * Performs what is left of a round: each target once, in an order drawn from the round's id, so that nobody is always
 * first. A target that fails is noted, and the next one has its turn. Where it was stopped, the journal tells how to go on:
 * the run under way is finished, or made anew if that cannot be. Rejects with the signal's reason, and where the store fails.
 */
export async function runRound(
  ports: RoundPorts,
  round: PublicRound,
  { signal, isHeld }: RoundLeadership,
): Promise<void> {
  const { table, clock } = ports;
  const competitors = new Map((await ports.competitors()).map((each) => [each.id, each]));
  const targets = shuffled(await table.targets(round.id), rngFrom('public-round', round.id));
  for (const target of targets.filter(({ state }) => state === 'pending' || state === 'running')) {
    signal.throwIfAborted();
    if (!isHeld()) throw stopped();
    const competitor = competitors.get(target.competitor);
    if (competitor !== undefined) await runTarget(ports, { round, target, competitor }, signal);
  }
  await table.finish(round.id, wallMs(clock));
  const ended = await table.targets(round.id);
  const count = (state: RoundTarget['state']) => ended.filter((target) => target.state === state).length;
  tell(ports, 'round_done', { round: round.id, done: count('done'), failed: count('failed') });
}

interface Turn {
  readonly round: PublicRound;
  readonly target: RoundTarget;
  readonly competitor: Competitor;
}

async function runTarget(ports: RoundPorts, turn: Turn, signal: AbortSignal): Promise<void> {
  const { table, clock } = ports;
  const { round, target, competitor } = turn;
  let runId = target.runId;
  const start = async (id: string | undefined) => {
    runId = id;
    await table.startTarget(round.id, competitor.id, { runId: id, atMs: wallMs(clock) });
  };
  const end = (state: 'done' | 'failed', problem: string | undefined) =>
    table.endTarget(round.id, competitor.id, { state, runId, problem, atMs: wallMs(clock) });
  await start(runId);
  const kind = runId === undefined ? 'target_started' : 'target_resumed';
  tell(ports, kind, { round: round.id, competitor: competitor.id });
  try {
    const wanted = { roundId: round.id, competitor, resume: runId, onBegun: start };
    const measured = await ports.measure(wanted, signal);
    signal.throwIfAborted();
    if (measured.runId !== runId) await start(measured.runId);
    const added = await ports.add(measured.folder);
    await end('done', reasonsOf(added));
    tell(ports, added.status === 'official' ? 'target_done' : 'target_unverified', {
      round: round.id,
      competitor: competitor.id,
      run: measured.runId,
      ...(added.reasons.length === 0 ? {} : { reasons: reasonsOf(added) ?? '' }),
    });
  } catch (problem) {
    signal.throwIfAborted();
    // A bug, or a store that is away, is no fault of the target's.
    if (!(problem instanceof BenchError) || problem instanceof StoreUnreachable) throw problem;
    const why = inert(problem.message, 500);
    await end('failed', why);
    tell(ports, 'target_failed', { round: round.id, competitor: competitor.id, why });
  }
}

function reasonsOf({ reasons }: Added): string | undefined {
  return reasons.length === 0 ? undefined : inert(reasons.join('; '), 500);
}

/** The lease is lost; nobody has told the signal yet. */
function stopped(): Error {
  return new DOMException('the lease of public rounds is lost', 'AbortError');
}

export function tell(
  { clock, onEvent }: Pick<RoundPorts, 'clock' | 'onEvent'>,
  kind: RoundEventKind,
  data?: RoundEvent['data'],
): void {
  onEvent({ at: wallMs(clock), level: levels[kind], source: 'schedule', kind, data });
}

const levels = {
  next_round: 'info',
  round_started: 'info',
  round_resumed: 'info',
  round_done: 'info',
  round_overtaken: 'warning',
  target_started: 'info',
  target_resumed: 'info',
  target_done: 'info',
  target_unverified: 'warning',
  target_failed: 'alert',
} as const satisfies Record<string, RoundEvent['level']>;
type RoundEventKind = keyof typeof levels;

export function wallMs(clock: Clock): number {
  return clock.wall().getTime();
}
