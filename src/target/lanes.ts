import Client from 'undici/lib/dispatcher/client.js';
import type { buildConnector } from 'undici';
import { Dialer, type Connection } from './dialer.js';
import type { Route } from './route.js';

export interface LanesOptions {
  readonly route: Route;
  readonly maxHeaderBytes: number;
  /** Connections kept open while nothing uses them. */
  readonly idleConnections: number;
  /** Every request gets a connection of its own, opened when it is sent. */
  readonly isFresh: boolean;
}

/** One connection at a time to the target. */
export class Lane {
  readonly client: Client;
  /** Requests issued on its present connection. */
  uses = 0;
  /** The connection handed to the client last. */
  connection: Connection | undefined;
  /** That one had stood idle before its first request: its other end may have given it up. */
  wasOpenedAhead = false;
  readonly #dialer: Dialer;
  readonly #abort = new AbortController();
  /** Opened ahead, not yet handed to the client. */
  #ready: Connection | undefined;

  constructor({ route, maxHeaderBytes }: LanesOptions, dialer: Dialer) {
    this.#dialer = dialer;
    this.client = new Client(route.origin, {
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: maxHeaderBytes,
      connect: (_options, callback) => void this.#connect(callback),
      // The main thread keeps the time limits: it knows which bytes were output.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** A request on it would be sent at once. */
  get isOpen(): boolean {
    return this.#ready !== undefined || this.client.stats.connected;
  }

  /** Opens its connection ahead. Whether that worked shows in `isOpen`: a request will meet the same trouble. */
  async prepare(): Promise<void> {
    try {
      const connection = await this.#dialer.dial(this.#abort.signal);
      const { socket } = connection;
      if (socket.destroyed) return;
      this.#ready = connection;
      socket.once('close', () => {
        if (this.#ready === connection) this.#ready = undefined;
      });
      // Waiting for work must not keep anything alive.
      socket.unref();
    } catch {
      this.#ready = undefined;
    }
  }

  /** Closes it whatever it is doing; a request on it fails at once. */
  destroy(): void {
    this.#abort.abort();
    this.#ready?.socket.destroy();
    this.client.destroy(null, () => undefined);
  }

  async #connect(callback: buildConnector.Callback): Promise<void> {
    const ready = await this.#takeReady();
    const opened = ready ?? (await this.#dialer.dial(this.#abort.signal).catch(asError));
    if (opened instanceof Error) {
      callback(opened, null);
      return;
    }
    this.connection = opened;
    this.wasOpenedAhead = opened === ready;
    this.uses = 0;
    callback(null, opened.socket);
  }

  /** The connection opened ahead, once a turn of the loop has shown that it still stands. */
  async #takeReady(): Promise<Connection | undefined> {
    const ready = this.#ready;
    if (ready === undefined) return undefined;
    ready.socket.ref();
    await new Promise((resolve) => setImmediate(resolve));
    this.#ready = undefined;
    return ready.socket.destroyed ? undefined : ready;
  }
}

/**
 * The connections to one target, one request on each at a time. Never a queue: a request that finds no free lane opens
 * one, because waiting for another request's end would be our delay in the miner's time. A pool would hide whether a
 * connection is new, which decides about the silent retry.
 */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #dialer: Dialer;
  readonly #free: Lane[] = [];

  constructor(options: LanesOptions) {
    this.#options = options;
    this.#dialer = new Dialer(options.route);
  }

  get isFresh(): boolean {
    return this.#options.isFresh;
  }

  /** Opens connections until as many stand idle as are kept; none where every request has its own. */
  async prepare(): Promise<void> {
    if (this.isFresh) return;
    for (const lane of this.#free.splice(0)) {
      if (lane.isOpen) this.#free.push(lane);
      else lane.destroy();
    }
    const missing = this.#options.idleConnections - this.#free.length;
    const lanes = Array.from({ length: Math.max(0, missing) }, () => this.open());
    await Promise.all(lanes.map((lane) => lane.prepare()));
    for (const lane of lanes) this.give(lane);
  }

  /** A free lane, the one used last if its connection still stands; else a new one. */
  take(): Lane {
    const open = this.#free.findLastIndex(({ isOpen }) => isOpen);
    const lane = open === -1 ? this.#free.pop() : this.#free.splice(open, 1)[0];
    return lane ?? this.open();
  }

  /** A lane with no connection yet. */
  open(): Lane {
    return new Lane(this.#options, this.#dialer);
  }

  /** Back after a response that came to its end. */
  give(lane: Lane): void {
    if (!this.isFresh && this.#free.length < this.#options.idleConnections) this.#free.push(lane);
    else lane.client.close(() => lane.destroy());
  }

  drop(lane: Lane): void {
    lane.destroy();
  }
}

function asError(problem: unknown): Error {
  return problem instanceof Error ? problem : new Error(String(problem));
}
