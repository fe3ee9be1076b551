import { hostname } from 'node:os';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import { parseJson } from '../lib/json.js';
import { processIdentity } from './process-identity.js';

const lockOwnerSchema = z.object({
  /** Of this one holding of the lock; no other ever has it. */
  id: z.uuid(),
  pid: z.int().positive(),
  /** As `processIdentity` gives it. */
  process: z.string(),
  host: z.string(),
  /** A visitor ends soon. */
  role: z.enum(['owner', 'visitor']),
  /** Where its door is, and what opens it. */
  door: z.object({
    url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
    token: z.string().min(1),
  }),
});

/** Who holds a store's folder: what stands in its lock file. */
export type LockOwner = z.output<typeof lockOwnerSchema>;

/** Undefined: there is no such file. `unreadable`: it holds something else. */
export async function readLockOwner(path: string): Promise<LockOwner | 'unreadable' | undefined> {
  try {
    const { success, data } = lockOwnerSchema.safeParse(parseJson(await readFile(path, 'utf8')));
    return success ? data : 'unreadable';
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw diskProblem(cause, path);
  }
}

/** `elsewhere`: it is on another machine, and cannot be asked from here. */
export async function stateOfOwner(owner: LockOwner): Promise<'living' | 'dead' | 'elsewhere'> {
  if (owner.host !== hostname()) return 'elsewhere';
  return (await processIdentity(owner.pid)) === owner.process ? 'living' : 'dead';
}
