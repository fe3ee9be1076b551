import * as z from 'zod';
import { boardWindows } from '../arena/rank/rank-profile.js';
import { hasHost } from '../arena/read/has-host.js';
import { readHosts } from '../arena/read/read-hosts.js';
import type { Database } from '../store/database.js';
import { word } from './read-options.js';
import { unknownName } from './unknown-name.js';

/** For `readOptions`: which attempts a board or its statistics are about. */
export const choiceOptions = {
  window: word(boardWindows).default('day'),
  host: z.string().optional(),
};

/** Throws BenchError('usage') where no case of that host was ever fetched: an empty board would not tell why. */
export async function requireHost(database: Database, host: string | undefined): Promise<void> {
  if (host === undefined || (await hasHost(database, host))) return;
  const names = (await readHosts(database)).map((each) => each.host);
  throw unknownName('case of host', host, {
    names,
    ifNone: 'No case was fetched yet: start `janus-bench arena worker`.',
  });
}
