import { connect, type Socket } from 'node:net';
import { requestFor, scriptOfOrder, type StreamOrder } from './stream-order.js';
import { sharedNowMs } from './thread-clock.js';

/** What a bare socket saw of one stream. Shared clock, ms. */
export interface BareStream {
  readonly stream: number;
  readonly issuedMs: number;
  readonly stampsMs: Float64Array<ArrayBuffer>;
  readonly coalesced: number;
}

const [lineFeed, blankLine] = [10, '\n\n'];

/**
 * The floor: a socket, a stamp for each read, and a look for blank lines. No HTTP beyond writing a request, no decoding,
 * no JSON, no hand-over to another thread. Nothing that reads streams in Node can be much closer to the truth.
 */
export function readBare(order: StreamOrder, port: number, deadlineMs: number): Promise<BareStream> {
  return new Promise((resolve) => {
    const reading = new BareReading(order);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const finish = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reading.result());
    };
    const timer = setTimeout(finish, deadlineMs - sharedNowMs());
    socket.on('connect', () => reading.issue(socket));
    socket.on('data', (bytes) => {
      if (reading.take(bytes)) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

class BareReading {
  readonly #order: StreamOrder;
  readonly #stampsMs: Float64Array<ArrayBuffer>;
  #issuedMs = Number.NaN;
  #seen = 0;
  #coalesced = 0;
  #endedOnLineFeed = false;

  constructor(order: StreamOrder) {
    this.#order = order;
    this.#stampsMs = new Float64Array(scriptOfOrder(order).events).fill(Number.NaN);
  }

  issue(socket: Socket): void {
    const body = JSON.stringify(requestFor(this.#order));
    const head = ['POST /v1/chat/completions HTTP/1.1', 'host: 127.0.0.1', `content-length: ${body.length}`];
    this.#issuedMs = sharedNowMs();
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }

  /** True once every event has come. */
  take(bytes: Buffer): boolean {
    const atMs = sharedNowMs();
    let completed = 0;
    let from = 0;
    if (this.#endedOnLineFeed && bytes[0] === lineFeed) {
      completed++;
      from = 1;
    }
    for (let at = bytes.indexOf(blankLine, from); at !== -1; at = bytes.indexOf(blankLine, at + 2))
      completed++;
    this.#endedOnLineFeed = bytes.at(-1) === lineFeed;
    this.#stampsMs.fill(atMs, this.#seen, this.#seen + completed);
    this.#seen += completed;
    if (completed > 1) this.#coalesced += completed;
    return this.#seen >= this.#stampsMs.length;
  }

  result(): BareStream {
    return {
      stream: this.#order.stream,
      issuedMs: this.#issuedMs,
      stampsMs: this.#stampsMs,
      coalesced: this.#coalesced,
    };
  }
}
