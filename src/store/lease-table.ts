import type { Database } from './database.js';

export interface Lease {
  readonly owner: string;
  readonly acquiredAt: number;
  readonly expiresAt: number;
}

/** A time of the caller's clock, ms since 1970, and how long a lease lives from there. */
export interface LeaseTime {
  readonly atMs: number;
  readonly ttlMs: number;
}

/** Who may do what only one may do. Every method is one statement: compare and swap. */
export interface LeaseTable {
  /** Takes it if it is free, expired or already ours; true if it is ours now. */
  acquire(name: string, owner: string, time: LeaseTime): Promise<boolean>;
  /** False: it is ours no more. An expired one is nobody's, even if nobody has taken it. */
  renew(name: string, owner: string, time: LeaseTime): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  read(name: string): Promise<Lease | undefined>;
}

export function leaseTableOf(database: Database): LeaseTable {
  return {
    acquire: async (name, owner, { atMs, ttlMs }) =>
      (await database.query(acquiring, [name, owner, atMs, atMs + ttlMs])).length === 1,
    renew: async (name, owner, { atMs, ttlMs }) =>
      (await database.query(renewing, [name, owner, atMs, atMs + ttlMs])).length === 1,
    release: async (name, owner) => {
      await database.query('DELETE FROM worker_lease WHERE name = $1 AND owner = $2', [name, owner]);
    },
    read: async (name) => {
      const [row] = await database.query(
        'SELECT owner, acquired_at, expires_at FROM worker_lease WHERE name = $1',
        [name],
      );
      return (
        row && {
          owner: String(row['owner']),
          acquiredAt: Number(row['acquired_at']),
          expiresAt: Number(row['expires_at']),
        }
      );
    },
  };
}

const acquiring = `
INSERT INTO worker_lease AS held (name, owner, acquired_at, heartbeat_at, expires_at)
VALUES ($1, $2, $3, $3, $4)
ON CONFLICT (name) DO UPDATE SET
  owner = EXCLUDED.owner,
  acquired_at = CASE WHEN held.owner = EXCLUDED.owner THEN held.acquired_at ELSE EXCLUDED.acquired_at END,
  heartbeat_at = EXCLUDED.heartbeat_at,
  expires_at = EXCLUDED.expires_at
WHERE held.owner = EXCLUDED.owner OR held.expires_at <= EXCLUDED.heartbeat_at
RETURNING owner`;

const renewing = `
UPDATE worker_lease SET heartbeat_at = $3, expires_at = $4
WHERE name = $1 AND owner = $2 AND expires_at > $3
RETURNING owner`;
