import type { ExchangeRecord } from '../results/attempt-record.js';
import { formatMs } from '../lib/quantity.js';
import { counted } from './words.js';
import type { Ink } from './ink.js';

export interface WaterfallOptions {
  /** Of the whole drawing, labels included. */
  readonly columns: number;
  readonly ink: Ink;
}

const labelColumns = 13;
const noteColumns = 12;
/** A gap over this is a stall, ms (METHODOLOGY section 2). */
const stallMs = 2_000;
const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const outputLanes = ['reasoning', 'content', 'tool', 'refusal', 'artifact'] as const;

/**
 * One exchange drawn over time: what came when and how much of it, signs of life, stalls, where the answer starts. Every
 * lane has one cell for each slice of the time from issue to the end.
 */
export function renderWaterfall(
  exchange: ExchangeRecord,
  { columns, ink }: WaterfallOptions,
): readonly string[] {
  const cells = Math.max(10, columns - labelColumns - noteColumns - 4);
  const scale: Scale = { cells, endMs: Math.max(exchange.endMs, 0.001) };
  const lanes = [
    waitLane(exchange, scale, ink),
    ...outputLanes.map((kind) => outputLane(exchange, kind, scale)),
    signLane(exchange, scale, ink),
    stallLane(exchange, scale, ink),
    faultLane(exchange, scale, ink),
    answerLane(exchange, scale, ink),
  ].filter((lane) => lane !== undefined);
  return [
    ...lanes.map(
      ({ label, drawn, note }) =>
        `  ${ink.quiet(label.padEnd(labelColumns))}${drawn}${note === '' ? '' : `  ${note}`}`,
    ),
    ...axis(scale, ink),
  ];
}

interface Scale {
  readonly cells: number;
  readonly endMs: number;
}

interface Lane {
  readonly label: string;
  readonly drawn: string;
  readonly note: string;
}

function cellOf(atMs: number, { cells, endMs }: Scale): number {
  return Math.min(cells - 1, Math.max(0, Math.floor((atMs / endMs) * cells)));
}

/** From issue to the first output. */
function waitLane({ events }: ExchangeRecord, scale: Scale, ink: Ink): Lane {
  const firstMs = events.find(([, kind]) => isOutputLane(kind))?.[0];
  const until = firstMs === undefined ? scale.cells : cellOf(firstMs, scale);
  const drawn = ink.quiet('░'.repeat(until)) + ' '.repeat(scale.cells - until);
  return { label: 'wait', drawn, note: firstMs === undefined ? 'no output' : formatMs(firstMs) };
}

/** Height: characters in that slice of time, against the fullest slice of the lane. */
function outputLane(
  { events }: ExchangeRecord,
  lane: (typeof outputLanes)[number],
  scale: Scale,
): Lane | undefined {
  const own = events.filter(([, kind]) => kind === lane);
  if (own.length === 0) return undefined;
  const amounts = Array.from({ length: scale.cells }, () => 0);
  for (const [atMs, , text] of own) {
    const cell = cellOf(atMs, scale);
    amounts[cell] = (amounts[cell] ?? 0) + Math.max(1, text.length);
  }
  const most = Math.max(...amounts);
  const drawn = amounts
    .map((amount) => (amount === 0 ? ' ' : (levels[Math.ceil((amount / most) * levels.length) - 1] ?? '█')))
    .join('');
  const tokens = own.reduce((sum, [, , , count]) => sum + count, 0);
  return { label: lane, drawn, note: counted(tokens, 'token') };
}

/** Keep-alives and the other frames that say only that the miner is there. */
function signLane({ events }: ExchangeRecord, scale: Scale, ink: Ink): Lane | undefined {
  const signs = events.filter(([, kind]) => kind === 'keepalive');
  if (signs.length === 0) return undefined;
  const marks = marksAt(
    signs.map(([atMs]) => atMs),
    scale,
    '·',
  );
  return { label: 'keep-alive', drawn: ink.quiet(marks), note: String(signs.length) };
}

/** Between consecutive reads that carried output. */
function stallLane(exchange: ExchangeRecord, scale: Scale, ink: Ink): Lane | undefined {
  const stalls = stallsOf(exchange);
  if (stalls.length === 0) return undefined;
  const cells = Array.from({ length: scale.cells }, () => ' ');
  for (const { fromMs, toMs } of stalls) {
    for (let cell = cellOf(fromMs, scale) + 1; cell < cellOf(toMs, scale); cell++) cells[cell] = '━';
  }
  const longest = Math.max(...stalls.map(({ fromMs, toMs }) => toMs - fromMs));
  return { label: 'stall', drawn: ink.warn(cells.join('')), note: formatMs(longest) };
}

export function stallsOf({
  events,
}: ExchangeRecord): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const times = events.filter(([, kind]) => isOutputLane(kind)).map(([atMs]) => atMs);
  return times.flatMap((toMs, index) => {
    const fromMs = times[index - 1];
    return fromMs !== undefined && toMs - fromMs > stallMs ? [{ fromMs, toMs }] : [];
  });
}

function faultLane({ events }: ExchangeRecord, scale: Scale, ink: Ink): Lane | undefined {
  const faults = events.filter(([, kind]) => kind === 'malformed' || kind === 'error');
  if (faults.length === 0) return undefined;
  const kinds = [...new Set(faults.map(([, kind]) => kind))];
  const marks = marksAt(
    faults.map(([atMs]) => atMs),
    scale,
    '×',
  );
  return {
    label: 'fault',
    drawn: ink.bad(marks),
    note: kinds.length === 1 ? (kinds[0] ?? '') : 'several',
  };
}

function answerLane({ answerMs }: ExchangeRecord, scale: Scale, ink: Ink): Lane | undefined {
  if (answerMs === undefined) return undefined;
  return { label: 'answer', drawn: ink.good(marksAt([answerMs], scale, '▲')), note: formatMs(answerMs) };
}

function marksAt(times: readonly number[], scale: Scale, mark: string): string {
  const cells = Array.from({ length: scale.cells }, () => ' ');
  for (const atMs of times) cells[cellOf(atMs, scale)] = mark;
  return cells.join('');
}

function isOutputLane(kind: string): boolean {
  return outputLanes.some((lane) => lane === kind);
}

/** Round steps, so that a tick's label is a short number; at least 9 cells from tick to tick. */
function axis(scale: Scale, ink: Ink): readonly string[] {
  const { cells, endMs } = scale;
  const stepMs = roundStep((endMs * 9) / cells);
  const line = Array.from({ length: cells }, () => '─');
  let labels = '';
  for (let atMs = 0; atMs <= endMs; atMs += stepMs) {
    const cell = cellOf(atMs, scale);
    if (cell > cells - 2 && atMs > 0) break;
    line[cell] = atMs === 0 ? '└' : '┴';
    labels = labels.padEnd(cell) + tickLabel(atMs, stepMs);
  }
  line[cells - 1] = '┘';
  const indent = ' '.repeat(labelColumns + 2);
  return [`${indent}${ink.quiet(`${line.join('')}  ${formatMs(endMs)}`)}`, `${indent}${ink.quiet(labels)}`];
}

export function roundStep(leastMs: number): number {
  const power = 10 ** Math.floor(Math.log10(leastMs));
  return power * ([1, 2, 5].find((factor) => power * factor >= leastMs) ?? 10);
}

export function tickLabel(atMs: number, stepMs: number): string {
  if (atMs === 0) return '0';
  return stepMs < 100 ? `${Number(atMs.toFixed(3))} ms` : `${Number((atMs / 1_000).toFixed(1))} s`;
}
