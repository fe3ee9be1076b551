import { loadLeaderboardConfig } from '../leaderboard/leaderboard-config.js';
import type { LeaderboardSection } from '../run/leaderboard-section.js';
import type { Database } from '../store/database.js';
import { isStoreThere, openStore } from '../store/open-store.js';
import { defaultStorePlace, isPostgresUrl, storePlaceFrom } from '../store/store-place.js';
import { tellOn } from './arena-store.js';
import type { Io } from './io.js';
import { namedStore } from './named-store.js';

export interface LeaderboardPlace {
  readonly config: LeaderboardSection;
  /** Folder or URL of the store: the flag's, the environment's, the file's, or the usual one. */
  readonly store: string;
}

export async function leaderboardPlace(
  io: Io,
  { store, config: named }: { readonly store?: string | undefined; readonly config?: string | undefined },
): Promise<LeaderboardPlace> {
  const config = await loadLeaderboardConfig(io.cwd, named ?? io.env['JANUS_BENCH_CONFIG']);
  const place = namedStore(io, store) ?? config.store ?? storePlaceFrom(io.cwd, defaultStorePlace);
  return { config, store: place };
}

/** Opens the store for a moment; one that is not there yet is made. */
export async function openOrMakeStore(io: Io, { store }: LeaderboardPlace): Promise<Database> {
  const isThere = isPostgresUrl(store) || isStoreThere(store);
  return openStore(store, { role: isThere ? 'visitor' : 'owner', tell: tellOn(io) });
}
