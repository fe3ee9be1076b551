import type { Clock } from '../lib/clock.js';
import type { LeaseTable } from './lease-table.js';
import { StoreUnreachable } from './store-unreachable.js';

export interface KeptLease {
  readonly table: LeaseTable;
  readonly name: string;
  /** This process and no other: a new name with each start. */
  readonly owner: string;
  readonly clock: Clock;
  /** Nobody but this process can reach the store (its directory is locked): whoever is written there is dead. */
  readonly isExclusive: boolean;
  readonly timing?: LeaseTiming | undefined;
  readonly onEvent?: ((event: LeaseEvent) => void) | undefined;
}

export type LeaseEvent =
  | { readonly kind: 'acquired' | 'released' }
  | { readonly kind: 'waiting'; readonly owner: string }
  | { readonly kind: 'lost' | 'problem'; readonly why: string };

/** All ms. */
export interface LeaseTiming {
  readonly heartbeatMs: number;
  readonly ttlMs: number;
  /** Between two attempts to get the lease, or to renew it where the store failed. */
  readonly retryMs: number;
}

export const leaseTiming: LeaseTiming = { heartbeatMs: 15_000, ttlMs: 60_000, retryMs: 2_000 };

/** What only its holder may do. `isHeld` knows no more than this process's own clock: ask it before every start. */
export type Lead = (signal: AbortSignal, isHeld: () => boolean) => Promise<void>;

/**
 * Leads whenever the lease is ours, until `signal` or until `lead` comes to its own end. Its signal aborts with the
 * lease: a renewal was refused, or none succeeded for so long that somebody else may hold it. Then it is waited for
 * what `lead` still finishes, and the lease is asked for again; so it is where `lead` fails because the store is away. A
 * clean end gives the lease back at once.
 */
export async function whileLeading(lease: KeptLease, lead: Lead, signal: AbortSignal): Promise<void> {
  let [isDone, mayEvict, wasWaitingFor] = [false, lease.isExclusive, ''];
  while (!isDone && !signal.aborted) {
    const taken = await take(lease, mayEvict);
    if (taken.kind === 'taken') {
      mayEvict = false;
      wasWaitingFor = '';
      isDone = await leadOnce({ ...lease, sinceMs: taken.sinceMs }, lead, signal);
    } else if (taken.kind === 'held' && taken.owner !== wasWaitingFor) {
      wasWaitingFor = taken.owner;
      lease.onEvent?.({ kind: 'waiting', owner: taken.owner });
    }
    if (!isDone) await pause(lease, signal);
  }
}

type Taken =
  | { readonly kind: 'taken'; readonly sinceMs: number }
  | { readonly kind: 'held'; readonly owner: string }
  | { readonly kind: 'failed' };

async function take(lease: KeptLease, mayEvict: boolean): Promise<Taken> {
  const { table, name, owner, clock } = lease;
  try {
    const sinceMs = clock.nowMs();
    if (await table.acquire(name, owner, timeOf(lease))) return { kind: 'taken', sinceMs };
    const holder = await table.read(name);
    if (!mayEvict || holder === undefined) return { kind: 'held', owner: holder?.owner ?? 'nobody' };
    await table.release(name, holder.owner);
    return await take(lease, false);
  } catch (problem) {
    lease.onEvent?.({ kind: 'problem', why: whyOf(problem) });
    return { kind: 'failed' };
  }
}

/** True: there is nothing left to lead. */
async function leadOnce(
  lease: KeptLease & { readonly sinceMs: number },
  lead: Lead,
  signal: AbortSignal,
): Promise<boolean> {
  lease.onEvent?.({ kind: 'acquired' });
  const keeper = keep(lease);
  try {
    await lead(AbortSignal.any([signal, keeper.lost]), keeper.isHeld);
    return !keeper.lost.aborted;
  } catch (problem) {
    if (signal.aborted && isAbort(problem)) return true;
    if (keeper.lost.aborted && isAbort(problem)) return false;
    if (!(problem instanceof StoreUnreachable)) throw problem;
    lease.onEvent?.({ kind: 'problem', why: whyOf(problem) });
    return false;
  } finally {
    keeper.end();
    if (!keeper.lost.aborted) await giveBack(lease);
  }
}

interface Keeper {
  /** Aborted when the lease is, or may be, somebody else's. */
  readonly lost: AbortSignal;
  readonly isHeld: () => boolean;
  readonly end: () => void;
}

/** Renews until `end`, and watches how long ago that last succeeded: a paused process must not believe that it still leads. */
function keep(lease: KeptLease & { readonly sinceMs: number }): Keeper {
  const { clock, onEvent } = lease;
  const { heartbeatMs, ttlMs } = lease.timing ?? leaseTiming;
  const [lost, ended] = [new AbortController(), new AbortController()];
  const isOver = AbortSignal.any([lost.signal, ended.signal]);
  // Given up some time before others may take it, as what was begun before the end of the lease still takes a while.
  const trustMs = ttlMs - heartbeatMs / 3;
  let renewedMs = lease.sinceMs;
  const lose = (why: string) => {
    if (isOver.aborted) return;
    onEvent?.({ kind: 'lost', why });
    lost.abort();
  };
  const watch = async () => {
    while (!isOver.aborted) {
      const leftMs = renewedMs + trustMs - clock.nowMs();
      if (leftMs <= 0) lose(`no renewal for ${Math.round(trustMs / 1000)} s`);
      else await clock.sleep(leftMs, isOver).catch(ignoreAbort);
    }
  };
  const renewals = async () => {
    while (await nextRenewal(lease, { renewedMs, isOver })) {
      const askedMs = clock.nowMs();
      const answer = await renew(lease);
      if (answer === 'renewed') renewedMs = askedMs;
      if (answer === 'refused') lose('the lease is somebody else’s');
    }
  };
  void watch();
  void renewals();
  return {
    lost: lost.signal,
    isHeld: () => !isOver.aborted && clock.nowMs() - renewedMs < trustMs,
    end: () => {
      ended.abort();
    },
  };
}

/** Waits until the next renewal is due: a heartbeat after the last one, or soon where that failed. False: there is none. */
async function nextRenewal(
  { clock, timing = leaseTiming }: KeptLease,
  { renewedMs, isOver }: { readonly renewedMs: number; readonly isOver: AbortSignal },
): Promise<boolean> {
  const dueMs = renewedMs + timing.heartbeatMs - clock.nowMs();
  await clock.sleep(dueMs > 0 ? dueMs : timing.retryMs, isOver).catch(ignoreAbort);
  return !isOver.aborted;
}

async function renew(lease: KeptLease): Promise<'renewed' | 'refused' | 'failed'> {
  try {
    return (await lease.table.renew(lease.name, lease.owner, timeOf(lease))) ? 'renewed' : 'refused';
  } catch (problem) {
    lease.onEvent?.({ kind: 'problem', why: whyOf(problem) });
    return 'failed';
  }
}

async function giveBack({ table, name, owner, onEvent }: KeptLease): Promise<void> {
  try {
    await table.release(name, owner);
    onEvent?.({ kind: 'released' });
  } catch (problem) {
    // Then it ends by itself, a TTL after its last renewal.
    onEvent?.({ kind: 'problem', why: whyOf(problem) });
  }
}

function timeOf({ clock, timing = leaseTiming }: KeptLease) {
  return { atMs: clock.wall().getTime(), ttlMs: timing.ttlMs };
}

async function pause({ clock, timing = leaseTiming }: KeptLease, signal: AbortSignal): Promise<void> {
  await clock.sleep(timing.retryMs, signal).catch(ignoreAbort);
}

/** The loops look at their signal themselves. */
function ignoreAbort(problem: unknown): void {
  if (!isAbort(problem)) throw problem;
}

function isAbort(problem: unknown): boolean {
  return problem instanceof Error && problem.name === 'AbortError';
}

function whyOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
