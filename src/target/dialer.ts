import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { ConnectProblem } from './connect-problem.js';
import { failureOf } from './failure.js';
import { openTunnel } from './proxy-tunnel.js';
import { endpointOf, isForwarded, type Endpoint, type Route } from './route.js';
import type { SetUpPhases } from './timeline.js';

/** A connection on which a request can be sent at once. */
export interface Connection {
  readonly socket: Socket;
  readonly setUp: SetUpPhases;
}

/** No connection within this time: the target is not there. */
const connectTimeoutMs = 10_000;

/** Opens connections to one target, each phase timed: name, TCP, proxy, TLS. */
export class Dialer {
  readonly #route: Route;
  readonly #target: Endpoint;
  #context: SecureContext | undefined;

  constructor(route: Route) {
    this.#route = route;
    this.#target = endpointOf(route.origin);
  }

  /** Rejects with what Node says, or a ConnectProblem. */
  async dial(signal: AbortSignal): Promise<Connection> {
    const watch = new SocketWatch(signal);
    try {
      const reached = await this.#reach(watch);
      if (!this.#target.isSecure) return reached;
      const startMs = performance.now();
      const socket = this.#secure(reached.socket, this.#target);
      await watch.until(socket, 'secureConnect');
      return { socket, setUp: { ...reached.setUp, tlsMs: performance.now() - startMs } };
    } catch (problem) {
      watch.destroy();
      throw problem;
    } finally {
      watch.end();
    }
  }

  /** To where the target's own protocol begins. */
  async #reach(watch: SocketWatch): Promise<Connection> {
    const { proxy, socketPath } = this.#route;
    if (proxy === undefined || socketPath !== undefined) return openSocket(watch, this.#target, socketPath);
    const first = await this.#reachProxy(watch, proxy);
    if (isForwarded(this.#route)) return first;
    const startMs = performance.now();
    const { host, port } = this.#target;
    const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    const { authorization } = proxy;
    await watch.unless(first.socket, openTunnel(first.socket, { authority, authorization })).catch(asProxys);
    return { socket: first.socket, setUp: { ...first.setUp, proxyMs: performance.now() - startMs } };
  }

  async #reachProxy(watch: SocketWatch, proxy: Endpoint): Promise<Connection> {
    try {
      const opened = await openSocket(watch, proxy);
      if (!proxy.isSecure) return opened;
      const socket = this.#secure(opened.socket, proxy);
      await watch.until(socket, 'secureConnect');
      return { socket, setUp: opened.setUp };
    } catch (problem) {
      return asProxys(problem);
    }
  }

  /** TLS on a connected socket; the name asked for is the one that the certificate must have. */
  #secure(socket: Socket, { host }: Endpoint): Socket {
    const { trust } = this.#route;
    // One context for all connections: taking in the public authorities takes 10 ms and more.
    this.#context ??= createSecureContext(
      trust?.ca === undefined ? {} : { ca: [...rootCertificates, trust.ca] },
    );
    return connectTls({
      socket,
      host,
      // A server name is never an address (RFC 6066).
      servername: isIP(host) === 0 ? host : '',
      ALPNProtocols: ['http/1.1'],
      secureContext: this.#context,
      ...(trust?.isInsecure === true ? { rejectUnauthorized: false } : {}),
    });
  }
}

/** A TCP connection, or one to a Unix socket. */
async function openSocket(
  watch: SocketWatch,
  { host, port }: Endpoint,
  socketPath?: string,
): Promise<Connection> {
  const startMs = performance.now();
  let namedMs: number | undefined;
  const socket =
    socketPath === undefined
      ? connectTcp({ host, port, noDelay: true, keepAlive: true })
      : connectTcp({ path: socketPath });
  // Told once for every address of the name.
  socket.on('lookup', () => (namedMs ??= performance.now()));
  await watch.until(socket, 'connect');
  const tcpMs = performance.now() - (namedMs ?? startMs);
  return { socket, setUp: { ...(namedMs === undefined ? {} : { dnsMs: namedMs - startMs }), tcpMs } };
}

function asProxys(problem: unknown): never {
  if (problem instanceof ConnectProblem && problem.code.startsWith('PROXY')) throw problem;
  const { code, message } = failureOf(problem);
  throw new ConnectProblem('PROXY_UNREACHABLE', message === '' ? code : message);
}

/** Follows a connection through its set-up: the first thing that goes wrong ends it. */
class SocketWatch {
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.#fail(new ConnectProblem('CONNECT_ABANDONED', 'no longer wanted'));
  readonly #opened: Socket[] = [];
  #failure: Error | undefined;
  #reject: ((problem: Error) => void) | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort);
    const late = new ConnectProblem('CONNECT_TIMEOUT', `no connection within ${connectTimeoutMs} ms`);
    this.#timer = setTimeout(() => this.#fail(late), connectTimeoutMs);
  }

  until(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
    return this.unless(socket, new Promise((resolve) => socket.once(event, () => resolve())));
  }

  /** What `step` comes to, unless the socket fails or closes before. */
  async unless(socket: Socket, step: Promise<void>): Promise<void> {
    this.#opened.push(socket);
    // Stays: whatever happens to the socket later, nobody else may be listening yet.
    socket.on('error', (error) => this.#fail(error));
    const onClose = () => this.#fail(new ConnectProblem('CONNECT_CLOSED', 'closed while it was set up'));
    socket.once('close', onClose);
    const failed = new Promise<never>((_resolve, reject) => (this.#reject = reject));
    if (this.#failure !== undefined || this.#signal.aborted) this.#onAbort();
    try {
      await Promise.race([step, failed]);
    } finally {
      socket.off('close', onClose);
    }
  }

  destroy(): void {
    for (const socket of this.#opened) socket.destroy();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#reject = undefined;
  }

  #fail(problem: Error): void {
    this.#failure ??= problem;
    this.#reject?.(this.#failure);
  }
}
