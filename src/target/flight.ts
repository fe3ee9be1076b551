import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import type { Brake } from './brake.js';
import { failureOf, type TransportFailure } from './failure.js';
import type { LagSpan, LagWatch } from './lag-watch.js';
import type { Lane, Lanes } from './lanes.js';
import type { Outbox } from './outbox.js';
import type { SetUpPhases } from './timeline.js';
import type { ResponseHeaders, SendOrder, TransportEnd } from './timing-messages.js';

export interface FlightTools {
  readonly lanes: Lanes;
  readonly outbox: Outbox;
  readonly brake: Brake;
  readonly lagWatch: LagWatch;
  readonly nowMs: () => number;
}

/** A reset so soon after the issue, on a connection that stood idle, is an old connection that had been closed. */
const silentRetryMs = 50;
const resetCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** One request in the timing worker: stamps what happens and reports it, and does nothing else. */
export class Flight implements Dispatcher.DispatchHandler {
  readonly #order: SendOrder;
  readonly #tools: FlightTools;
  readonly #onEnd: () => void;
  readonly #lag: LagSpan;
  #lane: Lane;
  #controller: Dispatcher.DispatchController | undefined;
  #issuedAtMs: number | undefined;
  #dispatchedAtMs = 0;
  #connectMs = 0;
  #wasSent = false;
  #setUp: SetUpPhases | undefined;
  #sentAtMs: number | undefined;
  #firstByteAtMs: number | undefined;
  /** The connection stood before the request: used already, or opened ahead. */
  #wasIdle = false;
  #wasRetried = false;
  #hadHeaders = false;
  #bodyBytes = 0;
  #stop: TransportEnd | undefined;
  #hasEnded = false;
  /** Stamp of the socket read that is being taken apart; all that one read brings has one time. */
  #readAtMs: number | undefined;
  #isReadOpen = false;

  constructor(order: SendOrder, tools: FlightTools, onEnd: () => void) {
    this.#order = order;
    this.#tools = tools;
    this.#onEnd = onEnd;
    this.#lag = tools.lagWatch.begin();
    this.#lane = tools.lanes.take();
  }

  start(): void {
    const { method, path, headers, body } = this.#order;
    this.#dispatchedAtMs = this.#tools.nowMs();
    // A connection of its own belongs to the exchange, and so the clock starts before it.
    if (this.#tools.lanes.isFresh) this.#issue(this.#dispatchedAtMs);
    this.#lane.client.dispatch({ method, path, headers: { ...headers }, body: body ?? null }, this);
  }

  abort(): void {
    this.#halt({ kind: 'aborted' });
  }

  /**
   * Called when the connection stands and the request is about to be written: the clock of a pooled one starts here,
   * once. What a further connection takes is not taken off: the miner has read the request by then, and could think
   * while it lets us connect again.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const wasUsed = this.#lane.uses > 0;
    this.#wasIdle = wasUsed || this.#lane.wasOpenedAhead;
    this.#lane.uses++;
    this.#wasSent = true;
    this.#setUp = wasUsed ? undefined : this.#lane.connection?.setUp;
    const atMs = this.#tools.nowMs();
    if (this.#tools.lanes.isFresh && !this.#wasRetried) this.#connectMs = atMs - this.#dispatchedAtMs;
    this.#issue(atMs);
    this.#watchSending(this.#lane.connection?.socket);
  }

  /** First byte of the head. undici calls it, though its types do not say so. */
  onResponseStarted(): void {
    this.#firstByteAtMs ??= this.#stamp();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // 1xx is no answer yet.
    if (status < 200) return;
    this.#hadHeaders = true;
    const atMs = this.#stamp();
    this.#tools.outbox.add({ kind: 'headers', id: this.#order.id, atMs, status, headers: picked(headers) });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const atMs = this.#stamp();
    if (this.#isReadOpen) this.#tools.outbox.extend(chunk);
    else this.#tools.outbox.addRead(this.#order.id, atMs, chunk);
    this.#isReadOpen = true;
    this.#bodyBytes += chunk.length;
    this.#tools.brake.passed(chunk.length, controller);
    if (this.#bodyBytes > this.#order.maxBodyBytes) this.#halt({ kind: 'too_large' });
  }

  onResponseEnd(): void {
    this.#tools.lanes.give(this.#lane);
    this.#end({ kind: 'complete' });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#tools.lanes.drop(this.#lane);
    const failure = failureOf(error);
    if (this.#stop === undefined && this.#isStaleConnection(failure)) this.#retry();
    else this.#end(this.#stop ?? { kind: 'failed', failure });
  }

  #issue(atMs: number): void {
    if (this.#issuedAtMs === undefined) this.#tools.outbox.add({ kind: 'issued', id: this.#order.id, atMs });
    this.#issuedAtMs = atMs;
  }

  /** The request is written when undici has returned; mostly the system takes it at once. */
  #watchSending(socket: Socket | undefined): void {
    const look = (): boolean => {
      if (socket?.writableLength === 0) this.#sentAtMs ??= this.#tools.nowMs();
      return this.#sentAtMs !== undefined;
    };
    queueMicrotask(() => {
      if (look() || socket === undefined) return;
      socket.once('drain', look);
      setImmediate(look);
    });
  }

  #isStaleConnection({ code }: TransportFailure): boolean {
    if (this.#wasRetried || this.#hadHeaders || !this.#wasIdle || this.#issuedAtMs === undefined)
      return false;
    return resetCodes.has(code) && this.#tools.nowMs() - this.#issuedAtMs <= silentRetryMs;
  }

  #retry(): void {
    this.#wasRetried = true;
    this.#controller = undefined;
    this.#wasSent = false;
    this.#sentAtMs = undefined;
    this.#lane = this.#tools.lanes.open();
    this.start();
  }

  #halt(how: TransportEnd): void {
    if (this.#hasEnded) return;
    this.#stop ??= how;
    if (this.#controller === undefined) this.#tools.lanes.drop(this.#lane);
    else this.#controller.abort(new Error('no longer wanted'));
  }

  #end(how: TransportEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#tools.outbox.add({
      kind: 'end',
      id: this.#order.id,
      atMs: this.#readAtMs ?? this.#tools.nowMs(),
      how,
      connectMs: this.#connectMs,
      wasRetriedSilently: this.#wasRetried,
      phases: this.#wasSent
        ? { setUp: this.#setUp, sentAtMs: this.#sentAtMs, firstByteAtMs: this.#firstByteAtMs }
        : undefined,
      lagMs: this.#tools.lagWatch.end(this.#lag),
    });
    this.#onEnd();
  }

  /**
   * Time of the present socket read. The HTTP parser hands out a read's pieces in one synchronous run, so the first
   * piece takes the stamp and the end of the run lets go of it.
   */
  #stamp(): number {
    if (this.#readAtMs === undefined) {
      this.#readAtMs = this.#tools.nowMs();
      queueMicrotask(() => {
        this.#readAtMs = undefined;
        this.#isReadOpen = false;
      });
    }
    return this.#readAtMs;
  }
}

function picked(headers: Record<string, string | string[] | undefined>): ResponseHeaders {
  const first = (name: string) => [headers[name]].flat()[0];
  return {
    contentType: first('content-type'),
    contentEncoding: first('content-encoding'),
    retryAfter: first('retry-after'),
    location: first('location'),
  };
}
