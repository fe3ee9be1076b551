import type { ExchangeOptions, WireLimits } from './target.js';
import type { Outcome } from './exchange.js';
import { openBodyDecoder, type BodyDecoder, type Decoded } from './decode-body.js';
import { Deadlines } from './deadlines.js';
import { causeOfEnd } from './cause-of-end.js';
import type { EndCause } from './failure.js';
import { decideOutcome } from './outcome.js';
import { TimelineReader, type Reading } from './read-timeline.js';
import type { EndReport, HeadersReport, IssuedReport, ResponseHeaders } from './timing-messages.js';
import { phasesOf } from './phases.js';
import type { TimingTransport, TransportEvent } from './timing-transport.js';

export interface TryInput {
  readonly transport: TimingTransport;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly wantsStream: boolean;
  readonly limits: WireLimits;
  readonly options: ExchangeOptions;
  /** When the first try was issued, on `performance.now()`; undefined: this is the first. */
  readonly firstIssuedAtMs: number | undefined;
}

/** One request and its response, with times since the first issue. */
export interface TryResult {
  readonly reading: Reading;
  readonly outcome: Outcome;
  readonly status: number | undefined;
  readonly headers: ResponseHeaders | undefined;
  /** On `performance.now()`: what the times count from. */
  readonly firstIssuedAtMs: number;
  readonly lagMs: number;
  readonly wasRetriedSilently: boolean;
}

/** Sends one request and reads what comes until it ends or breaks a limit. Rejects only on a bug of ours. */
export function runTry(input: TryInput): Promise<TryResult> {
  return new Promise((resolve, reject) => new RunningTry(input, resolve, reject).start());
}

class RunningTry {
  readonly #input: TryInput;
  readonly #resolve: (result: TryResult) => void;
  readonly #reject: (bug: unknown) => void;
  #id = 0;
  #originMs: number;
  #wasIssued = false;
  #deadlines: Deadlines;
  #timer: NodeJS.Timeout | undefined;
  #response: HeadersReport | undefined;
  #reader = new TimelineReader();
  #decoder: BodyDecoder | undefined;
  /** Decoding takes its time; what comes later waits for it, so that all happens in order. */
  #decoding: Promise<void> | undefined;
  /** Why we ended it, where we did. */
  #stopCause: EndCause | undefined;
  #hasSeenOutput = false;
  readonly #onAbort = () => this.#stop({ kind: 'harness', detail: 'interrupted' });

  constructor(input: TryInput, resolve: (result: TryResult) => void, reject: (bug: unknown) => void) {
    this.#input = input;
    this.#resolve = resolve;
    this.#reject = reject;
    // Of a request that is held until it is due and never issued, the times count from then.
    this.#originMs = input.firstIssuedAtMs ?? Math.max(performance.now(), input.options.scheduledAtMs ?? 0);
    this.#deadlines = new Deadlines(input.options.timeouts);
  }

  start(): void {
    const { transport, path, headers, body, limits, options } = this.#input;
    this.#id = transport.send(
      {
        method: 'POST',
        path,
        headers,
        body,
        maxBodyBytes: limits.maxBodyBytes,
        dueAtMs: options.scheduledAtMs,
      },
      (event) => this.#inOrder(() => this.#take(event)),
    );
    options.signal?.addEventListener('abort', this.#onAbort);
    if (options.signal?.aborted === true) this.#onAbort();
  }

  /** Runs at once, or after the decoding that is going on. A throw is a bug and must not be lost in a callback. */
  #inOrder(act: () => Promise<void> | undefined): void {
    if (this.#decoding !== undefined) this.#decoding = this.#decoding.then(act);
    else {
      try {
        this.#decoding = act();
      } catch (bug) {
        this.#reject(bug);
      }
    }
    this.#decoding?.catch(this.#reject);
  }

  /** A promise where there is something to wait for. */
  #take(event: TransportEvent): Promise<void> | undefined {
    if (event.kind === 'read') return this.#onRead(event.atMs - this.#originMs, event.bytes);
    if (event.kind === 'end') return this.#onEnd(event);
    if (event.kind === 'issued') this.#onIssued(event);
    else if (event.kind === 'headers') this.#onHeaders(event);
    else if (event.kind === 'alive') this.#onAlive(event.atMs - this.#originMs);
    else if (event.kind === 'crashed')
      this.#finish({ kind: 'harness', detail: event.detail }, performance.now());
    return undefined;
  }

  #onIssued({ atMs }: IssuedReport): void {
    this.#wasIssued = true;
    // Of a further try the clock is running already, and nothing stops it.
    if (this.#input.firstIssuedAtMs === undefined) this.#originMs = atMs;
    this.#deadlines = new Deadlines(this.#input.options.timeouts, atMs - this.#originMs);
    this.#watch();
  }

  #onHeaders(report: HeadersReport): void {
    const { wantsStream, limits } = this.#input;
    const { status, headers } = report;
    this.#response = report;
    this.#deadlines.byteCame(report.atMs - this.#originMs);
    this.#decoder = openBodyDecoder(headers.contentEncoding, limits.maxBodyBytes);
    const { maxEventBytes, maxEvents } = limits;
    const { contentType } = headers;
    this.#reader = new TimelineReader({ contentType, status, wantsStream, maxEventBytes, maxEvents });
  }

  #onRead(atMs: number, bytes: Uint8Array): Promise<void> | undefined {
    this.#deadlines.byteCame(atMs);
    this.#input.options.onRead?.(atMs, bytes.slice());
    this.#read(atMs, this.#decoder === undefined ? bytes : bytes.subarray(0, 0), bytes.length);
    return this.#decoder?.decode(bytes, this.#onDecoded).then((decoded) => {
      if (decoded.kind !== 'fine' && this.#stopCause === undefined)
        this.#stop({ kind: 'too_large', detail: this.#noteUndecodable(decoded) });
    });
  }

  readonly #onDecoded = (bytes: Uint8Array): void => {
    this.#reader.readMore(bytes);
    this.#lookAtReading();
  };

  #read(atMs: number, bytes: Uint8Array, wireBytes: number): void {
    this.#reader.read(atMs, bytes, wireBytes);
    this.#lookAtReading();
  }

  #lookAtReading(): void {
    this.#noteOutput();
    const { overflow } = this.#reader;
    if (overflow === undefined) return;
    this.#stop({ kind: 'too_large', detail: overflow });
    this.#decoder?.close();
  }

  /** Bytes that do not decompress stand in the timeline as a frame that is wrong. */
  #noteUndecodable(decoded: Exclude<Decoded, { kind: 'fine' }>): string {
    if (decoded.kind === 'too_large') this.#reader.stop('the body decompresses to more than the limit');
    else this.#reader.addMalformed(`compressed body: ${decoded.detail}`);
    return this.#reader.overflow ?? 'the compressed body is broken';
  }

  #noteOutput(): void {
    const { firstOutputMs } = this.#reader;
    if (this.#hasSeenOutput || firstOutputMs === undefined) return;
    this.#hasSeenOutput = true;
    this.#deadlines.outputCame(firstOutputMs);
    this.#input.options.onFirstOutput?.(firstOutputMs);
  }

  /**
   * A timer of this thread proves nothing: it may be late, or reads may be waiting behind it. So it only asks the
   * worker, and the answer, which comes after all reads, is judged by its stamp.
   */
  #watch(): void {
    clearTimeout(this.#timer);
    const waitMs = this.#originMs + this.#deadlines.nextMs() - performance.now();
    this.#timer = setTimeout(
      () => this.#input.transport.check(this.#id),
      Math.min(Math.max(1, Math.ceil(waitMs)), 2 ** 31 - 1),
    );
  }

  #onAlive(atMs: number): void {
    const broken = this.#deadlines.broken(atMs);
    if (broken === undefined) this.#watch();
    else this.#stop(broken);
  }

  #stop(cause: EndCause): void {
    this.#stopCause ??= cause;
    this.#input.transport.abort(this.#id);
  }

  async #onEnd(report: EndReport): Promise<void> {
    const atMs = report.atMs - this.#originMs;
    const rest = await this.#decoder?.end((bytes) => this.#read(atMs, bytes, 0));
    // Of a body that was cut, half a compressed block says nothing.
    const isCut = rest?.kind === 'broken' && report.how.kind !== 'complete';
    if (rest !== undefined && rest.kind !== 'fine' && !isCut) this.#noteUndecodable(rest);
    const { maxBodyBytes } = this.#input.limits;
    const hadHeaders = this.#response !== undefined;
    const cause = causeOfEnd(report, { stopCause: this.#stopCause, hadHeaders, maxBodyBytes });
    this.#finish(cause, report.atMs, report);
  }

  #finish(cause: EndCause, atMs: number, end?: EndReport): void {
    clearTimeout(this.#timer);
    this.#decoder?.close();
    this.#input.options.signal?.removeEventListener('abort', this.#onAbort);
    const endMs = Math.max(0, atMs - this.#originMs);
    const reading = this.#reader.end({
      // Of a further try the clock is running already, and nothing stops it.
      connectMs: this.#input.firstIssuedAtMs === undefined ? end?.connectMs : 0,
      headersMs: this.#response === undefined ? undefined : this.#response.atMs - this.#originMs,
      endMs,
      phases: phasesOf(end?.phases, this.#originMs),
    });
    this.#noteOutput();
    const status = this.#response?.status;
    const { location } = this.#response?.headers ?? {};
    this.#resolve({
      reading,
      outcome: decideOutcome({
        status,
        end: this.#judged(cause, reading, endMs),
        events: reading.timeline.events,
        location,
        excerpt: reading.excerpt,
      }),
      status,
      headers: this.#response?.headers,
      firstIssuedAtMs: this.#originMs,
      lagMs: end?.lagMs ?? 0,
      wasRetriedSilently: end?.wasRetriedSilently ?? false,
    });
  }

  /** A limit broken by the stamps counts even where the transport ended well before this thread looked. */
  #judged(cause: EndCause, { overflow }: Reading, endMs: number): EndCause {
    if (cause.kind === 'harness') return cause;
    const broken = this.#wasIssued ? this.#deadlines.broken(endMs) : undefined;
    if (broken !== undefined) return broken;
    return overflow === undefined ? cause : { kind: 'too_large', detail: overflow };
  }
}
