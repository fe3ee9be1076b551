import type { LeaseTable } from '../../src/store/lease-table.js';

interface Held {
  owner: string;
  acquiredAt: number;
  expiresAt: number;
}

/** Leases in memory, by the rules of `leaseTableOf`; its long test holds both to the same. */
export function leaseInMemory(): LeaseTable & { readonly held: (name?: string) => Held | undefined } {
  const leases = new Map<string, Held>();
  return {
    held: (name = 'arena') => leases.get(name),
    acquire: (name, owner, { atMs, ttlMs }) => {
      const held = leases.get(name);
      if (held !== undefined && held.owner !== owner && held.expiresAt > atMs) return Promise.resolve(false);
      const acquiredAt = held?.owner === owner ? held.acquiredAt : atMs;
      leases.set(name, { owner, acquiredAt, expiresAt: atMs + ttlMs });
      return Promise.resolve(true);
    },
    renew: (name, owner, { atMs, ttlMs }) => {
      const held = leases.get(name);
      if (held?.owner !== owner || held.expiresAt <= atMs) return Promise.resolve(false);
      held.expiresAt = atMs + ttlMs;
      return Promise.resolve(true);
    },
    release: (name, owner) => {
      if (leases.get(name)?.owner === owner) leases.delete(name);
      return Promise.resolve();
    },
    read: (name) => {
      const held = leases.get(name);
      return Promise.resolve(held && { ...held });
    },
  };
}
