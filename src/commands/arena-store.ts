import * as z from 'zod';
import type { Database } from '../store/database.js';
import { openStore } from '../store/open-store.js';
import { defaultStorePlace, storePlaceFrom } from '../store/store-place.js';
import type { Io } from './io.js';
import { namedStore } from './named-store.js';

/** For `readOptions`. */
export const storeOption = z.string().optional();

/**
 * The store to look into: it works while a worker owns an embedded one, too. Throws BenchError('usage') where there is
 * none. Given back by `await using`.
 */
export async function visitStore(io: Io, store: string | undefined): Promise<Database> {
  const place = namedStore(io, store) ?? storePlaceFrom(io.cwd, defaultStorePlace);
  return await openStore(place, { role: 'visitor', tell: tellOn(io) });
}

/** For `openStore`: what takes seconds is told on stderr. */
export function tellOn({ stderr }: Pick<Io, 'stderr'>): (words: string) => void {
  return (words) => void stderr.write(`${words}\n`);
}
