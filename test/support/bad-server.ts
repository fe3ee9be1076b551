import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A request as it stood on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** 1 for the first connection the server saw. */
  readonly connection: number;
  /** 1 for the first request the server saw. */
  readonly number: number;
}

/** What the server does with a request: writes whatever it likes to the socket, HTTP or not. */
export type Behaviour = (socket: Socket, request: WireRequest) => void;

export interface BadServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Since the start, or since `forget`. */
  readonly requests: readonly WireRequest[];
  /** Closes every connection and forgets requests; numbers start again from 1. */
  forget(): void;
  /** Connections that are open now. */
  openConnections(): number;
}

export interface ServerPlace {
  readonly host?: string;
  /** A Unix socket in place of a port. */
  readonly path?: string;
  /** PEM: the server speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server on a free loopback port that speaks as badly as it is told to. Disposing of it ends every connection. */
export async function startBadServer(
  behave: Behaviour,
  { host = '127.0.0.1', path, tls }: ServerPlace = {},
): Promise<BadServer> {
  const requests: WireRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const onConnection = (socket: Socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.setNoDelay(true);
    // Clients hang up on it all the time.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    readRequests(socket, (read) => {
      const request = { ...read, connection, number: requests.length + 1 };
      requests.push(request);
      behave(socket, request);
    });
  };
  const server = tls === undefined ? createServer(onConnection) : createTlsServer(tls, onConnection);
  await new Promise<void>((resolve) => {
    if (path === undefined) server.listen(0, host, resolve);
    else server.listen(path, resolve);
  });
  const port = path === undefined ? (server.address() as AddressInfo).port : 0;
  const scheme = tls === undefined ? 'http' : 'https';
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url:
      path === undefined ? `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}` : `unix:${path}`,
    port,
    requests,
    forget: () => {
      closeAll();
      sockets.clear();
      requests.length = 0;
      connections = 0;
    },
    openConnections: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      closeAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A port on which nothing listens any more. */
export async function closedPort(): Promise<number> {
  await using server = await startBadServer(() => undefined);
  return server.port;
}

/** Head of a response. Without a length or chunks the body goes on until the connection is closed. */
export function head(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  version = '1.1',
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${version} ${status} Said\r\n${lines.join('')}\r\n`;
}

/** Head of a stream in chunks. */
export function streamHead(headers: Readonly<Record<string, string>> = {}): string {
  return head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked', ...headers });
}

/** One chunk of a chunked body. */
export function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

export const lastChunk = '0\r\n\r\n';

/** A whole response with its length. */
export function whole(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  return head(status, { 'content-length': String(Buffer.byteLength(body)), ...headers }) + body;
}

type ReadRequest = Omit<WireRequest, 'connection' | 'number'>;

function readRequests(socket: Socket, onRequest: (request: ReadRequest) => void): void {
  let held = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    held = Buffer.concat([held, data]);
    for (;;) {
      const end = held.indexOf('\r\n\r\n');
      if (end === -1) return;
      const request = parseHead(held.subarray(0, end).toString('latin1'));
      const length = Number(request.headers['content-length'] ?? 0);
      const bodyStart = end + 4;
      if (held.length < bodyStart + length) return;
      const body = held.subarray(bodyStart, bodyStart + length).toString('utf8');
      held = held.subarray(bodyStart + length);
      onRequest({ ...request, body });
    }
  });
}

function parseHead(text: string): Omit<ReadRequest, 'body'> {
  const [line = '', ...fields] = text.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return { method, path, headers };
}
