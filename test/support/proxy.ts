import { createServer as createHttpServer, request as forward, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly url: string;
  /** `CONNECT host:port` and `POST http://…`, in order. */
  readonly asked: readonly string[];
  /** Proxy-Authorization of each. */
  readonly credentials: readonly (string | undefined)[];
}

export interface ProxyOptions {
  /** Said in place of a tunnel. */
  readonly refusal?: string;
  /** The proxy itself speaks TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A working HTTP proxy on a free loopback port. */
export async function startProxy({ refusal, tls }: ProxyOptions = {}): Promise<Proxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method = '', url = '', headers }: IncomingMessage) => {
    asked.push(`${method} ${url}`);
    credentials.push(headers['proxy-authorization']);
  };
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  server.on('connection', keep);
  server.on('request', (incoming, outgoing) => {
    note(incoming);
    const headers = { ...incoming.headers };
    delete headers['proxy-authorization'];
    const onward = forward(incoming.url ?? '', { method: incoming.method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on('connect', (incoming: IncomingMessage, client: Socket) => {
    note(incoming);
    if (refusal !== undefined) {
      client.end(refusal);
      return;
    }
    const { hostname, port } = new URL(`http://${incoming.url ?? ''}`);
    const target = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    keep(target);
    client.on('error', () => target.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    asked,
    credentials,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
