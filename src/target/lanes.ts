import { Client } from 'undici';

/** One connection at a time to the target. */
export interface Lane {
  readonly client: Client;
  /** Requests issued on its present connection. */
  uses: number;
}

export interface LanesOptions {
  readonly origin: string;
  readonly maxHeaderBytes: number;
  readonly idleConnections: number;
}

/** No connection within this time: the target is not there. */
const connectTimeoutMs = 10_000;

/**
 * The connections to one target, one request on each at a time. Never a queue: a request that finds no free lane opens
 * one, because waiting for another request's end would be our delay in the miner's time. A pool would hide whether a
 * connection is new, which decides about the silent retry.
 */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #free: Lane[] = [];

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** A free lane, the one used last if its connection still stands; else a new one. */
  take(): Lane {
    const connected = this.#free.findLastIndex(({ client }) => client.stats.connected);
    const lane = connected === -1 ? this.#free.pop() : this.#free.splice(connected, 1)[0];
    return lane ?? this.open();
  }

  /** A lane with no connection yet. */
  open(): Lane {
    const client = new Client(this.#options.origin, {
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: this.#options.maxHeaderBytes,
      connectTimeout: connectTimeoutMs,
      // The main thread keeps the time limits: it knows which bytes were output.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const lane: Lane = { client, uses: 0 };
    client.on('connect', () => (lane.uses = 0));
    return lane;
  }

  /** Back after a response that came to its end. */
  give(lane: Lane): void {
    if (this.#free.length < this.#options.idleConnections) this.#free.push(lane);
    else lane.client.close(() => undefined);
  }

  /** Closes a lane whatever it is doing; a request on it fails at once. */
  drop({ client }: Lane): void {
    client.destroy(null, () => undefined);
  }
}
