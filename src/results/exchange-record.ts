import * as z from 'zod';
import { roundMs } from '../lib/clock.js';
import { sha256 } from '../lib/digest.js';
import type { JsonObject } from '../lib/json.js';
import { jsonSchema } from '../lib/json-schema.js';
import type { ChatRequest, Exchange, Reply } from '../target/exchange.js';
import type { StreamEvent, Timeline } from '../target/timeline.js';
import type { ToolResult } from '../graders/answer.js';
import type { ExchangeRecord } from './attempt-record.js';

/** An exchange with all that was worked out about it before it is written down. */
export interface ExchangeFacts {
  readonly exchange: Exchange;
  readonly toolResults: readonly ToolResult[];
  readonly counted: {
    /** The exchange's events, each output event with the tokens it added. */
    readonly events: readonly StreamEvent[];
    /** Of the message text sent and of the text received; `estimated`: by bytes. */
    readonly own: ExchangeRecord['ownTokens'];
  };
  /** ms since issue; undefined: no answer in this exchange. */
  readonly answerMs: number | undefined;
}

/** As read back: the request is plain JSON, with large data URLs replaced by their digests. */
export interface RestoredFacts extends Omit<ExchangeFacts, 'exchange'> {
  readonly exchange: Omit<Exchange, 'request'> & { readonly request: JsonObject };
}

/** Everything but large data URLs; times in ms with three decimals, which is what every number is then computed from. */
export function toExchangeRecord({
  exchange,
  toolResults,
  counted,
  answerMs,
}: ExchangeFacts): ExchangeRecord {
  const { timeline, reply } = exchange;
  return {
    request: storedRequest(exchange.request),
    traceparent: exchange.traceparent,
    status: exchange.status,
    contentType: exchange.contentType,
    connectMs: roundMs(timeline.connectMs),
    headersMs: roundedOrNone(timeline.headersMs),
    endMs: roundMs(timeline.endMs),
    phases: timeline.phases,
    reads: timeline.reads.map(({ atMs, bytes }) => [roundMs(atMs), bytes]),
    events: counted.events.map(toEventRow),
    outcome: exchange.outcome,
    toolCalls: reply.toolCalls,
    artifacts: reply.artifacts,
    finishReasons: reply.finishReasons,
    usage: exchange.usage,
    flags: exchange.flags,
    tries: exchange.tries.map((attempt) => ({ ...attempt, endedMs: roundMs(attempt.endedMs) })),
    scheduleLagMs: roundMs(exchange.scheduleLagMs),
    clientLagMs: roundMs(exchange.clientLagMs),
    toolResults,
    ownTokens: counted.own,
    answerMs: roundedOrNone(answerMs),
  };
}

/** The other way: `toExchangeRecord` of what comes out is the record again. */
export function fromExchangeRecord(record: ExchangeRecord): RestoredFacts {
  const { traceparent, status, contentType, outcome, usage, flags, tries, scheduleLagMs, clientLagMs } =
    record;
  const timeline = timelineOf(record);
  return {
    exchange: {
      request: record.request,
      traceparent,
      status,
      contentType,
      timeline,
      outcome,
      reply: replyOf(record),
      usage,
      flags,
      tries,
      scheduleLagMs,
      clientLagMs,
    },
    toolResults: record.toolResults,
    counted: { events: timeline.events, own: record.ownTokens },
    answerMs: record.answerMs,
  };
}

export function timelineOf({ connectMs, headersMs, endMs, phases, reads, events }: ExchangeRecord): Timeline {
  return {
    connectMs,
    headersMs,
    endMs,
    phases,
    reads: reads.map(([atMs, bytes]) => ({ atMs, bytes })),
    events: events.map(fromEventRow),
  };
}

/** A timeline to the precision of a record, so that what is graded live is what can be graded again. */
export function roundedTimeline(timeline: Timeline): Timeline {
  const { connectMs, headersMs, endMs, reads, events } = timeline;
  return {
    ...timeline,
    connectMs: roundMs(connectMs),
    headersMs: roundedOrNone(headersMs),
    endMs: roundMs(endMs),
    reads: reads.map(({ atMs, bytes }) => ({ atMs: roundMs(atMs), bytes })),
    events: events.map((event) => ({ ...event, atMs: roundMs(event.atMs) })),
  };
}

export function replyOf({ events, toolCalls, artifacts, finishReasons }: ExchangeRecord): Reply {
  const joined = (wanted: 'content' | 'reasoning' | 'refusal') =>
    events
      .filter(([, kind, , , , , choice]) => kind === wanted && choice === 0)
      .map(([, , text]) => text)
      .join('');
  return {
    content: joined('content'),
    reasoning: joined('reasoning'),
    refusal: joined('refusal'),
    toolCalls,
    artifacts,
    finishReasons,
  };
}

type EventRow = ExchangeRecord['events'][number];

function toEventRow({ atMs, kind, text, tokens = 0, frame, read, choice, item }: StreamEvent): EventRow {
  const row = [roundMs(atMs), kind, text, tokens, frame, read, choice] as const;
  return item === undefined ? row : [...row, item];
}

function fromEventRow([atMs, kind, text, tokens, frame, read, choice, item]: EventRow): StreamEvent {
  const event = { kind, atMs, frame, read, text, choice, tokens };
  return item === undefined ? event : { ...event, item };
}

function roundedOrNone(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : roundMs(ms);
}

const largeDataUrlChars = 1_024;
const storedRequestSchema = z.record(z.string(), jsonSchema);

/** A request as its record holds it: a run with images would otherwise write each of them once an attempt. */
export function storedRequest(request: ChatRequest): ExchangeRecord['request'] {
  const text = JSON.stringify(request, (_key, value: unknown) =>
    typeof value === 'string' ? withoutLargeData(value) : value,
  );
  return storedRequestSchema.parse(JSON.parse(text));
}

/** The digest is that of the file itself, so that it can be found again among the suite's assets. */
function withoutLargeData(text: string): string {
  if (text.length <= largeDataUrlChars || !text.startsWith('data:')) return text;
  const comma = text.indexOf(',');
  const payload = text.slice(comma + 1);
  const isBase64 = text.slice(0, comma).endsWith(';base64');
  const bytes = Buffer.from(payload, isBase64 ? 'base64' : 'utf8');
  return `sha256:${sha256(bytes)};bytes=${bytes.length}`;
}
