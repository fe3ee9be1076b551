import type { Database, SqlRow } from './database.js';
import { doorPaths, doorReplySchema, type DoorCall } from './door-calls.js';
import type { LockOwner } from './lock-owner.js';
import { SqlError } from './sql-error.js';
import { StoreUnreachable } from './store-unreachable.js';
import { BenchError } from '../errors/bench-error.js';
import { parseJson } from '../lib/json.js';

const answerWithinMs = 120_000;

/**
 * An embedded store that another process of this machine owns, through its door. As durable as that owner's statements
 * are: they survive the death of either process, and perhaps not a power cut. Values of SQL types without a JSON form
 * (timestamps, NaN) come as text or null. Rejects with StoreUnreachable once the owner is gone.
 */
export function openRemote(folder: string, { pid, door }: LockOwner): Database {
  const call = async (path: string, body: DoorCall): Promise<readonly SqlRow[]> => {
    const reply = await send(`${door.url}${path}`, { token: door.token, body }).catch((cause: unknown) => {
      throw new StoreUnreachable(`process ${pid}, which owns the store in ${folder}, does not answer`, {
        hint: 'It may just have ended: try again.',
        cause,
      });
    });
    if ('rows' in reply) return reply.rows;
    if ('sqlError' in reply) throw new SqlError(reply.sqlError.sqlState, reply.sqlError.message);
    throw new BenchError('usage', reply.refusal.message, { hint: reply.refusal.hint });
  };
  return {
    kind: 'remote',
    place: folder,
    query: (text, values = []) => call(doorPaths.query, { text, values: [...values] }),
    script: (text) => call(doorPaths.script, { text, values: [] }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function send(url: string, { token, body }: { readonly token: string; readonly body: DoorCall }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`its door answered ${response.status}`);
  return doorReplySchema.parse(parseJson(text));
}
