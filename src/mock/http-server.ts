import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BenchError } from '../errors/bench-error.js';
import { errnoOf } from '../lib/disk-problem.js';
import type { JsonObject } from '../lib/json.js';

/** A prompt with several images fits; anything beyond is refused with 413. */
const largestBodyBytes = 64_000_000;

export interface ListenOptions {
  /** 0 picks a free one. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** For a service that strangers reach. */
  readonly limits?:
    | { readonly connections: number; /** For a whole request to come in. */ readonly requestMs: number }
    | undefined;
}

export interface RunningServer {
  /** Base URL, without `/v1`. */
  readonly url: string;
  /** Drops every connection and resolves when the port is free. */
  close(): Promise<void>;
}

export type Respond = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Serves until closed. Rejects with BenchError('usage') where the port is taken. A request that `respond` fails on gets a 500. */
export async function listen(
  respond: Respond,
  { port = 0, host = '127.0.0.1', limits }: ListenOptions,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    Promise.resolve(respond(request, response)).catch(() => {
      if (response.headersSent) response.destroy();
      else sendError(response, 500, { type: 'server_error', message: 'the embedded server failed' });
    });
  });
  if (limits !== undefined) {
    server.maxConnections = limits.connections;
    server.requestTimeout = limits.requestMs;
    server.headersTimeout = limits.requestMs;
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(listenProblem(cause, { port, host }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Undefined: over the limit, and the rest was left unread. Rejects where the client goes away meanwhile. */
export async function bodyText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function sendError(
  response: ServerResponse,
  status: number,
  { type, message }: { readonly type: string; readonly message: string },
): void {
  sendJson(response, status, { error: { message, type, code: type } });
}

function listenProblem(cause: Error, { port, host }: { port: number; host: string }): Error {
  const problems: Readonly<Record<string, string>> = {
    EADDRINUSE: 'it is in use',
    EACCES: 'it needs more rights',
    EADDRNOTAVAIL: 'this machine has no such address',
    ENOTFOUND: 'there is no such host',
  };
  const what = problems[errnoOf(cause) ?? ''];
  if (what === undefined) return cause;
  return new BenchError('usage', `cannot listen on ${host}, port ${port}: ${what}`, {
    hint: '--port 0 takes a free port.',
    cause,
  });
}
