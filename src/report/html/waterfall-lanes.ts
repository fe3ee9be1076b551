import { groupBy } from '../../lib/group-by.js';
import { formatMs } from '../../lib/quantity.js';
import type { ExchangeRecord } from '../../results/attempt-record.js';
import { roundStep, stallsOf, tickLabel } from '../waterfall.js';
import { counted } from '../words.js';
import type { Lane, Waterfall } from './page-data.js';

/** Slices in which output is summed up: about one for each pixel or two of a phone. */
const slices = 240;
const whole = 1_000;
/** Of a mark that has no length: a keep-alive, a fault, the start of the answer. */
const markWidth = 4;
const outputLanes = ['reasoning', 'content', 'tool', 'refusal', 'artifact'] as const;

/** One exchange over time, with the lanes and words of the terminal's waterfall. */
export function waterfallOf(exchange: ExchangeRecord): Waterfall {
  const byKind = groupBy(exchange.events, ([, kind]) => kind);
  const lanes = [
    waitLane(exchange),
    ...outputLanes.map((kind) => outputLane(exchange, kind, byKind.get(kind) ?? [])),
    signLane(exchange),
    stallLane(exchange),
    faultLane(exchange),
    answerLane(exchange),
  ].filter((lane) => lane !== undefined);
  const end = formatMs(exchange.endMs);
  return {
    summary: `${lanes.map(({ label, note }) => `${label} ${note}`).join(', ')}; ended at ${end}`,
    end,
    lanes,
    ticks: ticksOf(lengthOf(exchange)),
  };
}

function lengthOf({ endMs }: ExchangeRecord): number {
  return Math.max(endMs, 0.001);
}

function placeOf(atMs: number, exchange: ExchangeRecord): number {
  return Math.min(whole, Math.max(0, Math.round((atMs / lengthOf(exchange)) * whole)));
}

/** From issue to the first output. */
function waitLane(exchange: ExchangeRecord): Lane {
  const firstMs = exchange.events.find(([, kind]) => isOutputLane(kind))?.[0];
  const until = firstMs === undefined ? whole : placeOf(firstMs, exchange);
  const note = firstMs === undefined ? 'no output' : formatMs(firstMs);
  return { label: 'wait', note, paint: 'quiet', bars: [0, until, whole] };
}

/** Height: characters in that slice of time, against the fullest slice of the lane. */
function outputLane(
  exchange: ExchangeRecord,
  lane: (typeof outputLanes)[number],
  own: ExchangeRecord['events'],
): Lane | undefined {
  if (own.length === 0) return undefined;
  const amounts = new Map<number, number>();
  for (const [atMs, , text] of own) {
    const slice = Math.min(slices - 1, Math.floor((placeOf(atMs, exchange) * slices) / whole));
    amounts.set(slice, (amounts.get(slice) ?? 0) + Math.max(1, text.length));
  }
  const most = Math.max(...amounts.values());
  const edge = (slice: number) => Math.round((slice * whole) / slices);
  const bars = [...amounts].flatMap(([slice, amount]) => [
    edge(slice),
    edge(slice + 1),
    Math.max(80, Math.round((amount / most) * whole)),
  ]);
  const tokens = own.reduce((sum, [, , , count]) => sum + count, 0);
  const paint = lane === 'reasoning' || lane === 'content' ? lane : 'other';
  return { label: lane, note: counted(tokens, 'token'), paint, bars };
}

/** Keep-alives and the other frames that say only that the miner is there. */
function signLane(exchange: ExchangeRecord): Lane | undefined {
  const times = timesOf(exchange, (kind) => kind === 'keepalive');
  if (times.length === 0) return undefined;
  return {
    label: 'keep-alive',
    note: String(times.length),
    paint: 'quiet',
    bars: marksAt(times, exchange, 600),
  };
}

/** Between consecutive reads that carried output. */
function stallLane(exchange: ExchangeRecord): Lane | undefined {
  const stalls = stallsOf(exchange);
  if (stalls.length === 0) return undefined;
  const longest = stalls.reduce((most, { fromMs, toMs }) => Math.max(most, toMs - fromMs), 0);
  const bars = stalls.flatMap(({ fromMs, toMs }) => [
    placeOf(fromMs, exchange),
    placeOf(toMs, exchange),
    whole,
  ]);
  return { label: 'stall', note: formatMs(longest), paint: 'warn', bars };
}

function faultLane(exchange: ExchangeRecord): Lane | undefined {
  const times = timesOf(exchange, (kind) => kind === 'malformed' || kind === 'error');
  if (times.length === 0) return undefined;
  const kinds = new Set(exchange.events.map(([, kind]) => kind));
  const note = !kinds.has('error') ? 'malformed' : kinds.has('malformed') ? 'several' : 'error';
  return { label: 'fault', note, paint: 'bad', bars: marksAt(times, exchange, whole) };
}

function answerLane(exchange: ExchangeRecord): Lane | undefined {
  const { answerMs } = exchange;
  if (answerMs === undefined) return undefined;
  return {
    label: 'answer',
    note: formatMs(answerMs),
    paint: 'good',
    bars: marksAt([answerMs], exchange, whole),
  };
}

function timesOf({ events }: ExchangeRecord, wanted: (kind: string) => boolean): readonly number[] {
  return events.flatMap(([atMs, kind]) => (wanted(kind) ? [atMs] : []));
}

/** Marks that would be drawn over one another are one mark. */
function marksAt(times: readonly number[], exchange: ExchangeRecord, height: number): readonly number[] {
  const places = new Set(times.map((atMs) => Math.min(whole - markWidth, placeOf(atMs, exchange))));
  return [...places].flatMap((place) => [place, place + markWidth, height]);
}

function isOutputLane(kind: string): boolean {
  return outputLanes.some((lane) => lane === kind);
}

/** Round steps, at most seven of them; the last leaves room for the end's own label. */
function ticksOf(endMs: number): Waterfall['ticks'] {
  const stepMs = roundStep(endMs / 7);
  const count = Math.floor((endMs * 0.92) / stepMs) + 1;
  return Array.from({ length: count }, (_, index) => ({
    at: Math.round(((index * stepMs) / endMs) * whole),
    label: tickLabel(index * stepMs, stepMs),
  }));
}
