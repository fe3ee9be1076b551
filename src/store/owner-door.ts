import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../errors/bench-error.js';
import { parseJson } from '../lib/json.js';
import { bodyText, listen } from '../mock/http-server.js';
import type { Database, SqlRow } from './database.js';
import { doorCallSchema, doorPaths, type DoorCall, type DoorReply } from './door-calls.js';
import { SqlError } from './sql-error.js';

const mostRows = 200_000;
const mostChars = 64_000_000;
const farewellMs = 5_000;

export interface OwnerDoor {
  readonly url: string;
  /** Whoever sends it may do everything to the store. */
  readonly token: string;
  /** Who came before waits for this. */
  serve(database: Database): void;
  /** Lets those finish whom it is serving, at most 5 s. */
  close(): Promise<void>;
}

/**
 * Lets other processes of this machine into the store that this one owns: HTTP on a free loopback port, `POST /query` and
 * `POST /script` with a token. It opens before the store does, so that its address can stand in the lock. A request that
 * did not address 127.0.0.1 itself is refused, so that no web page reaches it through a name of its own.
 */
export async function openOwnerDoor(): Promise<OwnerDoor> {
  const token = randomBytes(32).toString('base64url');
  let open: (database: Database) => void = () => undefined;
  let isOpen = false;
  const database = new Promise<Database>((resolve) => (open = resolve));
  const serving = new Set<Promise<void>>();
  const server = await listen(async (request, response) => {
    const done = answer(request, response, { host: new URL(server.url).host, token, database });
    serving.add(done);
    await done.finally(() => serving.delete(done));
  }, {});
  return {
    url: server.url,
    token,
    serve: (store) => {
      isOpen = true;
      open(store);
    },
    close: async () => {
      if (isOpen)
        await Promise.race([Promise.allSettled(serving), delay(farewellMs, undefined, { ref: false })]);
      await server.close();
    },
  };
}

interface DoorContext {
  readonly host: string;
  readonly token: string;
  readonly database: Promise<Database>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: DoorContext,
): Promise<void> {
  const act = actAt(request, context);
  if (typeof act === 'number') {
    response.writeHead(act, { connection: 'close' }).end();
    return;
  }
  const body = await bodyText(request);
  const call = doorCallSchema.safeParse(body === undefined ? undefined : parseJson(body));
  const reply: DoorReply = call.success
    ? await replyOf(async () => act(await context.database, call.data))
    : refusal('the statement cannot be read, or is longer than 64 MB');
  const text = JSON.stringify(reply);
  const isTooLong = text.length > mostChars;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(isTooLong ? JSON.stringify(refusal('the answer is longer than 64 MB')) : text);
}

type Act = (database: Database, call: DoorCall) => Promise<readonly SqlRow[]>;

const acts: Readonly<Record<string, Act>> = {
  [doorPaths.query]: (database, { text, values }) => database.query(text, values),
  [doorPaths.script]: (database, { text }) => database.script(text),
};

/** What this request may do, or the status that refuses it. */
function actAt(
  { method, url = '', headers }: IncomingMessage,
  { host, token }: DoorContext,
): Act | 403 | 401 | 404 {
  if (headers.host !== host || headers.origin !== undefined) return 403;
  if (!isSame(headers.authorization ?? '', `Bearer ${token}`)) return 401;
  const act = method === 'POST' && Object.hasOwn(acts, url) ? acts[url] : undefined;
  return act ?? 404;
}

/** Takes as long for a near miss as for nonsense. */
function isSame(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

async function replyOf(act: () => Promise<readonly SqlRow[]>): Promise<DoorReply> {
  try {
    const rows = await act();
    return rows.length > mostRows
      ? refusal(`the answer has more than ${mostRows.toLocaleString('en')} rows`)
      : { rows: [...rows] };
  } catch (problem) {
    if (problem instanceof SqlError)
      return { sqlError: { sqlState: problem.sqlState, message: problem.message } };
    if (problem instanceof BenchError) return refusal(problem.message, problem.hint);
    throw problem;
  }
}

function refusal(
  message: string,
  hint = 'Ask for less at once, or use PostgreSQL (--store postgres://…).',
): DoorReply {
  return { refusal: { message, hint } };
}
