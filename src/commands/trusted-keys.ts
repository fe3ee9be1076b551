import type { KeyObject } from 'node:crypto';
import { readPublicKey } from '../leaderboard/read-public-key.js';
import type { LeaderboardSection } from '../run/leaderboard-section.js';
import { pathFrom, type Io } from './io.js';

/** Whose signatures count: the keys of the flags, then those of the settings file. Throws BenchError('usage') at one that cannot be read. */
export async function trustedKeys(
  io: Io,
  flags: readonly string[],
  { publicKeys = [] }: LeaderboardSection,
): Promise<KeyObject[]> {
  const keys: KeyObject[] = [];
  for (const path of [...flags.map((each) => pathFrom(io, each)), ...publicKeys])
    keys.push(await readPublicKey(path));
  return keys;
}
