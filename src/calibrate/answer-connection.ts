import type { Socket } from 'node:net';
import type { Player } from './player.js';
import { readOrder, scriptOfOrder, type StreamOrder } from './stream-order.js';
import type { WireScript } from './wire-script.js';

const maxRequestBytes = 65_536;
const blankLine = '\r\n\r\n';

const streamHead = [
  'HTTP/1.1 200 OK',
  'content-type: text/event-stream',
  'cache-control: no-store',
  'transfer-encoding: chunked',
].join('\r\n');

const refusal = ['HTTP/1.1 400 Bad Request', 'content-length: 0', 'connection: close'].join('\r\n');

/**
 * One connection of the known-answer server. As little HTTP as its own readers need, because what stands between a
 * stamp and the socket would be in the truth: a request, its body, the answer, and then the next request.
 */
export class AnswerConnection {
  readonly #socket: Socket;
  readonly #player: Player;
  #held = Buffer.alloc(0);

  constructor(socket: Socket, player: Player) {
    this.#socket = socket;
    this.#player = player;
  }

  listen(): void {
    this.#socket.on('data', (bytes) => this.#take(bytes));
    // A reader that goes away has heard enough.
    this.#socket.on('error', () => this.#socket.destroy());
  }

  #take(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    const head = this.#held.indexOf(blankLine);
    const length = head === -1 ? 0 : contentLength(this.#held.toString('latin1', 0, head));
    if (this.#held.length > maxRequestBytes || length > maxRequestBytes) {
      this.#refuse();
      return;
    }
    const end = head + blankLine.length + length;
    if (head === -1 || this.#held.length < end) return;
    const order = readOrder(this.#held.toString('utf8', head + blankLine.length, end));
    this.#held = this.#held.subarray(end);
    if (order === undefined) this.#refuse();
    else this.#answer(order, scriptOfOrder(order));
  }

  #answer(order: StreamOrder, script: WireScript): void {
    this.#socket.write(streamHead + blankLine);
    this.#player.play(this.#socket, order, script);
  }

  #refuse(): void {
    this.#socket.end(refusal + blankLine);
  }
}

function contentLength(head: string): number {
  return Number(/^content-length:\s*(\d{1,9})/im.exec(head)?.[1] ?? 0);
}
