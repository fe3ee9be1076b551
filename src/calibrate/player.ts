import type { Socket } from 'node:net';
import type { StreamOrder } from './stream-order.js';
import { sharedNowMs } from './thread-clock.js';
import { httpChunk, lastHttpChunk, type WireScript } from './wire-script.js';

/** When the events of one stream truly left. Times on the shared clock. */
export interface TrueStream {
  readonly stream: number;
  /** When its request had been read. */
  readonly receivedMs: number;
  /** Just before the write that completed each event; NaN where that never came. */
  readonly stampsMs: Float64Array;
}

interface Playing {
  readonly socket: Socket;
  readonly writes: readonly Write[];
  readonly startAtMs: number;
  readonly stampsMs: Float64Array;
  step: number;
  events: number;
}

interface Write {
  readonly atMs: number;
  readonly completes: number;
  /** As it goes into the socket. */
  readonly bytes: Uint8Array;
}

/** How often it looks what is due: as finely as timers allow. Streams that are due together are written one by one. */
const tickMs = 1;

/** Plays scripts on sockets and notes when it truly wrote what. */
export class Player {
  #playing: Playing[] = [];
  #truth: TrueStream[] = [];
  readonly #writes = new WeakMap<WireScript, readonly Write[]>();
  #isTicking = false;

  play(socket: Socket, order: StreamOrder, script: WireScript): void {
    const stampsMs = new Float64Array(script.events).fill(Number.NaN);
    this.#truth.push({ stream: order.stream, receivedMs: sharedNowMs(), stampsMs });
    this.#playing.push({
      socket,
      writes: this.#writesOf(script),
      startAtMs: order.startAtMs,
      stampsMs,
      step: 0,
      events: 0,
    });
    if (!this.#isTicking) this.#tickLater();
  }

  /** What was played since the last call. */
  takeTruth(): readonly TrueStream[] {
    const truth = this.#truth;
    this.#truth = [];
    return truth;
  }

  #writesOf(script: WireScript): readonly Write[] {
    const writes = this.#writes.get(script) ?? writesOf(script);
    this.#writes.set(script, writes);
    return writes;
  }

  #tickLater(): void {
    this.#isTicking = true;
    setTimeout(() => this.#tick(), tickMs);
  }

  #tick(): void {
    const nowMs = sharedNowMs();
    let hasEnded = false;
    for (const playing of this.#playing) {
      writeDue(playing, nowMs);
      hasEnded ||= isOver(playing);
    }
    if (hasEnded) this.#playing = this.#playing.filter((playing) => !isOver(playing));
    this.#isTicking = this.#playing.length > 0;
    if (this.#isTicking) this.#tickLater();
  }
}

function writesOf({ steps }: WireScript): readonly Write[] {
  return steps.map(({ atMs, completes, bytes }, index) => {
    const chunk = httpChunk(bytes);
    const isLast = index === steps.length - 1;
    return { atMs, completes, bytes: isLast ? Buffer.concat([chunk, lastHttpChunk]) : chunk };
  });
}

function isOver({ socket, writes, step }: Playing): boolean {
  return step >= writes.length || socket.destroyed;
}

/** The stamp is the last thing before the write. */
function writeDue(playing: Playing, nowMs: number): void {
  const { socket, writes, startAtMs, stampsMs } = playing;
  for (;;) {
    const write = writes[playing.step];
    if (write === undefined || startAtMs + write.atMs > nowMs || socket.destroyed) return;
    const end = playing.events + write.completes;
    stampsMs.fill(sharedNowMs(), playing.events, end);
    socket.write(write.bytes);
    playing.events = end;
    playing.step++;
  }
}
