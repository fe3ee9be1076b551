import pLimit from 'p-limit';
import type { Clock } from '../../lib/clock.js';
import type { Database } from '../../store/database.js';
import { StoreUnreachable } from '../../store/store-unreachable.js';

/** The store as readers of a long-lived service use it. */
export interface StoreAccess extends AsyncDisposable {
  /** Rejects with what opening or reading rejects with; `StoreBusy` where too many wait. */
  use<Read>(read: (database: Database) => Promise<Read>): Promise<Read>;
}

/** More readers wait than may. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

const limits = { atOnce: 4, waiting: 100 };

/**
 * An embedded store belongs to whoever has it open, and a worker that starts waits 20 s for it: so it is given back soon
 * after the last question, and after some seconds even if questions keep coming.
 */
const embedded = { idleMs: 1_000, longestMs: 8_000, pauseMs: 500 };

/** `open`: as a visitor. The store is opened with the first question and kept while that hinders nobody. */
export function openStoreAccess(open: () => Promise<Database>, clock: Clock): StoreAccess {
  const limited = pLimit(limits.atOnce);
  const stopped = new AbortController();
  let current: Holding | undefined;

  const join = async (): Promise<Holding> => {
    while (current !== undefined && mustLeave(current, clock)) {
      current.leave();
      await current.left;
    }
    current ??= hold(open, { clock, signal: stopped.signal, onLeft: () => (current = undefined) });
    current.users += 1;
    current.uses += 1;
    return current;
  };
  return {
    use: async (read) => {
      if (limited.pendingCount >= limits.waiting) throw new StoreBusy('too many readers wait for the store');
      return await limited(async () => {
        const holding = await join();
        try {
          return await read(await holding.opened);
        } catch (problem) {
          if (problem instanceof StoreUnreachable || holding.kind === undefined) holding.leave();
          throw problem;
        } finally {
          holding.users -= 1;
          holding.settle();
        }
      });
    },
    [Symbol.asyncDispose]: async () => {
      stopped.abort();
      current?.leave();
      await current?.left;
    },
  };
}

/** The store, opened once and used by several. */
interface Holding {
  readonly opened: Promise<Database>;
  readonly sinceMs: number;
  /** Undefined: not open yet. */
  kind: Database['kind'] | undefined;
  users: number;
  uses: number;
  isLeaving: boolean;
  /** Closes it once nobody uses it. */
  leave(): void;
  /** After each use: closes it if that was wished for, or if it stays unused. */
  settle(): void;
  readonly left: Promise<void>;
}

interface HoldOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onLeft: () => void;
}

function hold(open: () => Promise<Database>, { clock, signal, onLeft }: HoldOptions): Holding {
  let isClosing = false;
  let tellLeft: () => void = () => undefined;
  const close = async () => {
    if (isClosing) return;
    isClosing = true;
    const database = await holding.opened.catch(() => undefined);
    // What closing has to say would have no hearer: the answers were given.
    await Promise.resolve(database?.[Symbol.asyncDispose]()).catch(() => undefined);
    if (holding.kind === 'embedded') await clock.sleep(embedded.pauseMs, signal).catch(() => undefined);
    onLeft();
    tellLeft();
  };
  const holding: Holding = {
    opened: open().then((database) => {
      holding.kind = database.kind;
      return database;
    }),
    sinceMs: clock.nowMs(),
    kind: undefined,
    users: 0,
    uses: 0,
    isLeaving: false,
    leave: () => {
      holding.isLeaving = true;
      holding.settle();
    },
    settle: () => {
      if (holding.users > 0) return;
      if (holding.isLeaving) void close();
      else if (holding.kind === 'embedded') void leaveIfIdle(holding, { clock, signal });
    },
    left: new Promise((resolve) => (tellLeft = resolve)),
  };
  return holding;
}

function mustLeave({ isLeaving, kind, sinceMs }: Holding, clock: Clock): boolean {
  return isLeaving || (kind === 'embedded' && clock.nowMs() - sinceMs > embedded.longestMs);
}

async function leaveIfIdle(holding: Holding, { clock, signal }: Omit<HoldOptions, 'onLeft'>): Promise<void> {
  const { uses } = holding;
  await clock.sleep(embedded.idleMs, signal).catch(() => undefined);
  if (holding.users === 0 && holding.uses === uses) holding.leave();
}
