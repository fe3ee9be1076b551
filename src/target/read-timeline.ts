import { roundMs } from '../lib/clock.js';
import { isTooDeep } from '../lib/json-depth.js';
import { isJsonObject, parseJson } from '../lib/json.js';
import { excerptLength } from './chunk.js';
import { TextDecoding } from './decode-text.js';
import type { ExchangeFlag, Reply, Usage } from './exchange.js';
import { FrameReading, type Said } from './frame-events.js';
import { replyOf } from './reply.js';
import { SseFrames } from './sse-frames.js';
import { isOutput, type Phases, type Read, type StreamEvent, type Timeline } from './timeline.js';

export interface StampedBytes {
  /** When the read arrived, ms since issue. */
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

export interface ReadOptions {
  readonly contentType?: string | undefined;
  /** Default 200. The body of an error page is not parsed as a stream. */
  readonly status?: number | undefined;
  /** Whether a stream was asked for (default yes): then a JSON body is flagged. */
  readonly wantsStream?: boolean | undefined;
  readonly maxEventBytes?: number | undefined;
  readonly maxEvents?: number | undefined;
}

export interface TimelineEnds {
  readonly connectMs?: number | undefined;
  readonly headersMs?: number | undefined;
  /** Default: the last read. */
  readonly endMs?: number | undefined;
  readonly phases?: Phases | undefined;
}

/** All that the bytes of one response say. */
export interface Reading {
  readonly timeline: Timeline;
  readonly reply: Reply;
  readonly usage: Usage | undefined;
  readonly flags: readonly ExchangeFlag[];
  /** The limit that the response broke, in words; nothing after it was read. */
  readonly overflow: string | undefined;
  /** Start of a body that held no event or came with an error status, for the message about it. */
  readonly excerpt: string;
}

/** Stamped reads to a timeline. Pure: the same reads give the same timeline, and the cuts between reads change only times. */
export function readTimeline(
  reads: Iterable<StampedBytes>,
  { connectMs, headersMs, endMs, phases, ...options }: ReadOptions & TimelineEnds = {},
): Reading {
  const reader = new TimelineReader(options);
  for (const { atMs, bytes } of reads) reader.read(atMs, bytes);
  return reader.end({ connectMs, headersMs, endMs, phases });
}

/** Events, and reads, that are kept of a response that broke a limit. */
const keptOfFlood = 10_000;

type Mode = 'undecided' | 'stream' | 'json' | 'unread';

/** The incremental form of `readTimeline`, for a stream that is still coming. */
export class TimelineReader {
  readonly #options: ReadOptions;
  readonly #isSuccess: boolean;
  readonly #maxEvents: number;
  readonly #decoding = new TextDecoding();
  readonly #frames: SseFrames;
  readonly #reading = new FrameReading();
  readonly #reads: Read[] = [];
  readonly #events: StreamEvent[] = [];
  readonly #flags = new Set<ExchangeFlag>();
  readonly #held: string[] = [];
  #mode: Mode;
  #frameCount = 0;
  #isDone = false;
  #excerpt = '';
  #overflow: string | undefined;
  #firstOutputMs: number | undefined;

  constructor(options: ReadOptions = {}) {
    this.#options = options;
    const { status = 200, contentType = '', maxEventBytes = 2 ** 26, maxEvents = 2 ** 20 } = options;
    this.#isSuccess = status >= 200 && status < 300;
    this.#maxEvents = maxEvents;
    this.#mode = startingMode(this.#isSuccess, contentType.toLowerCase());
    this.#frames = new SseFrames({
      maxBlock: maxEventBytes,
      maxJunkLines: maxEvents,
      onFrame: (data, event, isUnterminated) => this.#onFrame(data, event, isUnterminated),
      onComment: () => this.#push([{ kind: 'keepalive', text: '', choice: 0 }]),
      onOverflow: (why) => (this.#overflow ??= why),
    });
  }

  /** Arrival of the first output event, ms since issue. */
  get firstOutputMs(): number | undefined {
    return this.#firstOutputMs;
  }

  /** The limit that was broken: the rest of the response is of no use. */
  get overflow(): string | undefined {
    return this.#overflow;
  }

  /** `wireBytes`: bytes of the socket read, where `bytes` is the first of what they decompress to. */
  read(atMs: number, bytes: Uint8Array, wireBytes = bytes.length): void {
    if (this.#overflow !== undefined) return;
    this.#reads.push({ atMs: roundMs(atMs), bytes: wireBytes });
    // Reads of single bytes must not cost more memory than the bytes are worth.
    if (this.#reads.length > 4 * this.#maxEvents) this.stop(`more than ${4 * this.#maxEvents} reads`);
    else this.#take(this.#decoding.decode(bytes));
  }

  /** More bytes of the last read: one that decompresses to a lot comes in pieces. */
  readMore(bytes: Uint8Array): void {
    if (this.#overflow === undefined) this.#take(this.#decoding.decode(bytes));
  }

  /** Ends the reading for a reason found outside, such as a body that decompresses without end. */
  stop(why: string): void {
    this.#overflow ??= why;
  }

  /** A frame that the body itself does not hold, such as one in place of bytes that do not decompress. */
  addMalformed(text: string): void {
    this.#push([{ kind: 'malformed', text: text.slice(0, excerptLength), choice: 0 }]);
  }

  end({ connectMs = 0, headersMs, endMs, phases }: TimelineEnds = {}): Reading {
    if (this.#overflow === undefined) this.#finish();
    else this.#forgetFlood();
    const { usage, reply, hasSeveralChoices } = this.#reading;
    // Past a limit, how far the bytes were decoded depends on how they were cut.
    const isWhole = this.#overflow === undefined;
    if (this.#decoding.isInvalid && isWhole) this.#flags.add('invalid_utf8');
    if (hasSeveralChoices) this.#flags.add('several_choices');
    if (this.#mode === 'json' && this.#options.wantsStream !== false && this.#isSuccess)
      this.#flags.add('not_streamed');
    if (this.#mode === 'stream' && !this.#isDone && this.#events.some(({ kind }) => kind === 'finish'))
      this.#flags.add('no_done');
    if (this.#firstOutputMs !== undefined && usage === undefined) this.#flags.add('usage_missing');
    return {
      timeline: {
        connectMs: roundMs(connectMs),
        headersMs: headersMs === undefined ? undefined : roundMs(headersMs),
        endMs: roundMs(endMs ?? this.#reads.at(-1)?.atMs ?? 0),
        reads: this.#reads,
        events: this.#events,
        phases,
      },
      reply: replyOf(this.#events, reply.parts()),
      usage,
      flags: [...this.#flags],
      overflow: this.#overflow,
      excerpt: isWhole && (!this.#isSuccess || this.#events.length === 0) ? this.#excerpt : '',
    };
  }

  /** Of a response past its limits the beginning tells enough; all of it would go into every file. */
  #forgetFlood(): void {
    this.#held.length = 0;
    this.#events.length = Math.min(this.#events.length, keptOfFlood);
    this.#reads.length = Math.min(
      this.#reads.length,
      keptOfFlood,
      (this.#events.at(-1)?.read ?? keptOfFlood) + 1,
    );
  }

  #take(text: string): void {
    if (this.#excerpt.length < excerptLength)
      this.#excerpt = (this.#excerpt + text.slice(0, excerptLength)).slice(0, excerptLength);
    if (this.#mode === 'stream') this.#frames.feed(text);
    else if (this.#mode === 'json') this.#held.push(text);
    else if (this.#mode === 'undecided') this.#decide(text);
  }

  /** A server may name the type of its body wrongly, so the first character decides: SSE never begins with a bracket. */
  #decide(text: string): void {
    this.#held.push(text);
    const first = text.trimStart().charAt(0);
    if (first === '') return;
    this.#mode = first === '{' || first === '[' ? 'json' : 'stream';
    if (this.#mode === 'stream') this.#frames.feed(this.#held.splice(0).join(''));
  }

  #finish(): void {
    this.#take(this.#decoding.end());
    if (this.#mode === 'json') this.#finishJson();
    if (this.#mode !== 'stream') return;
    this.#frames.end();
    const isNoStream = this.#frameCount === 0 && this.#frames.junkLines > 0 && this.#isSuccess;
    if (isNoStream) this.addMalformed(this.#excerpt);
  }

  #finishJson(): void {
    const text = this.#held.join('');
    const body = isTooDeep(text) ? undefined : parseJson(text);
    this.#held.length = 0;
    if (isJsonObject(body)) this.#push(this.#reading.readObject(body));
    else if (this.#isSuccess) this.addMalformed(this.#excerpt);
  }

  #onFrame(data: string, event: string | undefined, isUnterminated: boolean): void {
    if (this.#overflow !== undefined) return;
    if (isUnterminated) this.#flags.add('unterminated_event');
    if (this.#isDone) {
      // Official clients have stopped listening here.
      this.#flags.add('data_after_done');
      this.#frameCount++;
      return;
    }
    const said = this.#reading.readFrame(data, event);
    // Half a frame at the end is a body that was cut, not a frame that is wrong.
    const isCutOff = isUnterminated && said.some(({ kind }) => kind === 'malformed');
    if (isCutOff) this.#frameCount++;
    else this.#push(said);
  }

  #push(all: readonly Said[]): void {
    const read = Math.max(0, this.#reads.length - 1);
    const atMs = this.#reads.at(-1)?.atMs ?? 0;
    const frame = this.#frameCount++;
    for (const { kind, text, choice, item } of all) {
      if (this.#overflow !== undefined) return;
      if (this.#events.length >= this.#maxEvents) {
        this.stop(`more than ${this.#maxEvents} events`);
        return;
      }
      const said = { kind, atMs, frame, read, text, choice };
      const event: StreamEvent = item === undefined ? said : { ...said, item };
      this.#events.push(event);
      if (kind === 'done') this.#isDone = true;
      if (isOutput(event)) this.#firstOutputMs ??= atMs;
    }
  }
}

function startingMode(isSuccess: boolean, contentType: string): Mode {
  if (contentType.includes('text/event-stream')) return 'stream';
  if (!isSuccess) return contentType.includes('json') ? 'json' : 'unread';
  return 'undecided';
}
