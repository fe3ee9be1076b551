import { describe, expect, test } from 'vitest';
import { whileLeading, type KeptLease, type Lead, type LeaseEvent } from '../../src/store/lease-keeper.js';
import { StoreUnreachable } from '../../src/store/store-unreachable.js';
import { leaseInMemory } from '../support/lease-double.js';
import { steppedClock } from '../support/stepped-clock.js';

function arrange(owner = 'here', clock = steppedClock(), table = leaseInMemory()) {
  const events: LeaseEvent[] = [];
  const lease: KeptLease = {
    table,
    name: 'arena',
    owner,
    clock,
    isExclusive: false,
    onEvent: (event) => void events.push(event),
  };
  return { clock, table, events, lease, stop: new AbortController() };
}

/** Leads until told to stop, and notes every turn. */
function turns(): { readonly lead: Lead; readonly seen: { signal: AbortSignal; isHeld: () => boolean }[] } {
  const seen: { signal: AbortSignal; isHeld: () => boolean }[] = [];
  const lead: Lead = async (signal, isHeld) => {
    seen.push({ signal, isHeld });
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  };
  return { lead, seen };
}

describe('a lease that is kept', () => {
  test('is renewed by every heartbeat, for days', async () => {
    const { clock, lease, table, stop, events } = arrange();
    const { lead, seen } = turns();
    const leading = whileLeading(lease, lead, stop.signal);

    await clock.pass(60 * 60_000);

    expect(seen).toHaveLength(1);
    expect(seen[0]?.signal.aborted).toBe(false);
    expect(seen[0]?.isHeld()).toBe(true);
    expect((table.held()?.expiresAt ?? 0) - clock.wall().getTime()).toBeGreaterThanOrEqual(45_000);
    stop.abort();
    await leading;
    expect(events.map(({ kind }) => kind)).toEqual(['acquired', 'released']);
  });

  test('is given back by a clean end, so that the next one leads within seconds', async () => {
    const clock = steppedClock();
    const table = leaseInMemory();
    const [first, second] = [arrange('first', clock, table), arrange('second', clock, table)];
    const [one, two] = [turns(), turns()];
    const both = [
      whileLeading(first.lease, one.lead, first.stop.signal),
      whileLeading(second.lease, two.lead, second.stop.signal),
    ];
    await clock.pass(200_000);
    expect([one.seen.length, two.seen.length]).toEqual([1, 0]);
    expect(second.events).toEqual([{ kind: 'waiting', owner: 'first' }]);

    first.stop.abort();
    await clock.pass(2_000);

    expect(two.seen).toHaveLength(1);
    second.stop.abort();
    await Promise.all(both);
  });

  test('goes to another within 75 s after its holder died', async () => {
    const { clock, lease, table, stop } = arrange('second');
    await table.acquire('arena', 'dead', { atMs: clock.wall().getTime(), ttlMs: 60_000 });
    const { lead, seen } = turns();
    const leading = whileLeading(lease, lead, stop.signal);

    await clock.pass(59_000);
    expect(seen).toHaveLength(0);
    await clock.pass(3_000);

    expect(seen).toHaveLength(1);
    stop.abort();
    await leading;
  });

  test('is taken at once from a dead process where the directory lock proves it dead', async () => {
    const { clock, lease, table, stop } = arrange();
    await table.acquire('arena', 'dead', { atMs: clock.wall().getTime(), ttlMs: 60_000 });
    const { lead, seen } = turns();
    const leading = whileLeading({ ...lease, isExclusive: true }, lead, stop.signal);

    await clock.pass(0);

    expect(seen).toHaveLength(1);
    stop.abort();
    await leading;
  });

  test('ends with a lead that comes to its own end', async () => {
    const { lease, table, stop } = arrange();

    await whileLeading(lease, () => Promise.resolve(), stop.signal);

    expect(table.held()).toBeUndefined();
  });
});

describe('a lease that is lost', () => {
  test('stops its holder at the next renewal', async () => {
    const { clock, lease, table, stop, events } = arrange();
    const { lead, seen } = turns();
    const leading = whileLeading(lease, lead, stop.signal);
    await clock.pass(1_000);

    await table.release('arena', 'here');
    await table.acquire('arena', 'other', { atMs: clock.wall().getTime(), ttlMs: 60_000 });
    await clock.pass(17_000);

    expect(seen[0]?.signal.aborted).toBe(true);
    expect(seen[0]?.isHeld()).toBe(false);
    expect(table.held()?.owner).toBe('other');
    expect(events.map(({ kind }) => kind)).toEqual(['acquired', 'lost', 'waiting']);
    stop.abort();
    await leading;
  });

  test('is not believed in after a pause, before any timer has told so', async () => {
    const { clock, lease, stop } = arrange();
    const { lead, seen } = turns();
    const leading = whileLeading(lease, lead, stop.signal);
    await clock.pass(20_000);

    clock.freeze(56_000);

    expect(seen[0]?.isHeld()).toBe(false);
    stop.abort();
    await leading;
  });

  test('stops its holder before others may take it, where the store answers nothing', async () => {
    const { clock, lease, table, stop, events } = arrange();
    const { lead, seen } = turns();
    const silent = { ...table, renew: () => new Promise<boolean>(() => undefined) };
    const leading = whileLeading({ ...lease, table: silent }, lead, stop.signal);

    await clock.pass(54_000);
    expect(seen[0]?.signal.aborted).toBe(false);
    await clock.pass(2_000);

    expect(seen[0]?.signal.aborted).toBe(true);
    expect(clock.wall().getTime()).toBeLessThan(table.held()?.expiresAt ?? 0);
    expect(events).toContainEqual({ kind: 'lost', why: 'no renewal for 55 s' });
    stop.abort();
    await leading;
  });

  test('is renewed soon after where one renewal failed', async () => {
    const { clock, lease, table, stop } = arrange();
    const { lead, seen } = turns();
    let failures = 3;
    const shaky = {
      ...table,
      renew: (...asked: Parameters<typeof table.renew>) =>
        (failures -= 1) >= 0 ? Promise.reject(away()) : table.renew(...asked),
    };
    const leading = whileLeading({ ...lease, table: shaky }, lead, stop.signal);

    await clock.pass(300_000);

    expect(seen).toHaveLength(1);
    expect(seen[0]?.isHeld()).toBe(true);
    stop.abort();
    await leading;
  });
});

describe('a lead that fails', () => {
  test('because the store is away is led again', async () => {
    const { clock, lease, stop, events } = arrange();
    let turn = 0;
    const leading = whileLeading(
      lease,
      () => ((turn += 1) < 3 ? Promise.reject(away()) : Promise.resolve()),
      stop.signal,
    );

    await clock.pass(10_000);
    await leading;

    expect(turn).toBe(3);
    expect(events.filter(({ kind }) => kind === 'problem')).toHaveLength(2);
  });

  test('for any other reason ends everything, and gives the lease back', async () => {
    const { lease, table, stop } = arrange();

    const leading = whileLeading(lease, () => Promise.reject(new Error('a bug')), stop.signal);

    await expect(leading).rejects.toThrow('a bug');
    expect(table.held()).toBeUndefined();
  });
});

function away() {
  return new StoreUnreachable('the store is away', { hint: 'wait' });
}
