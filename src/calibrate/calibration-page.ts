import { formatMs, formatShare } from '../lib/quantity.js';
import { renderGrid, type GridColumn } from '../report/grid.js';
import { openInk, type Ink } from '../report/ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from '../report/page.js';
import type {
  CalibratedLoad,
  CalibratedReader,
  CalibratedShape,
  Calibration,
} from '../results/calibration.js';

/** A calibration for people. Pure: the same calibration and page give the same text. */
export function renderCalibration(calibration: Calibration, page: PageOptions): string {
  const drawing = { columns: pageColumns(page.columns), ink: openInk(page.color) };
  return joinPage([
    ...verdictLines(calibration, drawing),
    ...shapeLines(calibration.shapes, drawing),
    ...loadLines(calibration, drawing),
    ...barLines(calibration.loads, drawing),
  ]);
}

interface Drawing {
  readonly columns: number;
  readonly ink: Ink;
}

const meanings = {
  good: 'stamps are good to a hundredth of the shortest time that is scored',
  usable: 'times are right to about a tenth of the shortest one that is scored',
  unfit: 'times measured here cannot be trusted',
} as const satisfies Record<Calibration['verdict'], string>;

function verdictLines({ verdict, reasons, goodUpTo, machine }: Calibration, { columns, ink }: Drawing) {
  const paint = { good: ink.good, usable: ink.warn, unfit: ink.bad }[verdict];
  const options = { columns, ink, labelColumns: 10 };
  const reach = goodUpTo > 0 ? `; good up to ${counted(goodUpTo, 'stream')} at once` : '';
  return [
    ...labelled(
      { label: 'Verdict', text: `${verdict}: ${meanings[verdict]}${reach}` },
      { ...options, paint },
    ),
    ...reasons.flatMap((reason) => labelled({ label: '', text: reason }, options)),
    ...labelled({ label: 'Machine', text: machineText(machine) }, options),
  ];
}

function machineText({ cpus, cpuModel, os, node, loadAverage }: Calibration['machine']): string {
  return `${cpus} × ${cpuModel.trim()}, ${os}, Node ${node}, load ${loadAverage.toFixed(1)} at the start`;
}

const shapeColumns = (ink: Ink): readonly GridColumn<CalibratedShape>[] => [
  { title: 'script', align: 'left', rank: 0, of: ({ title }) => title },
  { title: 'events', align: 'right', rank: 0, of: ({ events }) => String(events) },
  { title: 'lost', align: 'right', rank: 0, of: ({ lost }) => String(lost) },
  { title: 'p50', align: 'right', rank: 0, of: ({ p50Ms }) => msOrNone(p50Ms) },
  { title: 'max', align: 'right', rank: 0, of: ({ maxMs }) => msOrNone(maxMs) },
  { title: 'longest gap', align: 'right', rank: 2, of: ({ maxGapMs }) => formatMs(maxGapMs) },
  { title: 'in truth', align: 'right', rank: 1, of: ({ trueMaxGapMs }) => formatMs(trueMaxGapMs) },
  {
    title: 'outcome',
    align: 'left',
    rank: 0,
    of: ({ correct, outcome }) => (correct ? ink.good(`✓ ${outcome}`) : ink.bad(`✗ ${outcome}`)),
  },
];

function shapeLines(shapes: readonly CalibratedShape[], { columns, ink }: Drawing): readonly string[] {
  return [
    ...section('Scripts', 'error = our stamp − the true write', { columns, ink }),
    ...renderGrid(shapes, shapeColumns(ink), { columns, quiet: ink.quiet }),
  ];
}

interface ReaderRow {
  readonly streams: string;
  readonly reader: string;
  readonly figures: CalibratedReader;
}

const readerColumns: readonly GridColumn<ReaderRow>[] = [
  { title: 'streams', align: 'right', rank: 0, of: ({ streams }) => streams },
  { title: 'reader', align: 'left', rank: 0, of: ({ reader }) => reader },
  { title: 'bias', align: 'right', rank: 2, of: ({ figures }) => formatMs(figures.biasMs) },
  { title: 'p50', align: 'right', rank: 0, of: ({ figures }) => formatMs(figures.p50Ms) },
  { title: 'p90', align: 'right', rank: 0, of: ({ figures }) => formatMs(figures.p90Ms) },
  { title: 'p99', align: 'right', rank: 0, of: ({ figures }) => formatMs(figures.p99Ms) },
  {
    title: 'CPU/event',
    align: 'right',
    rank: 0,
    of: ({ figures }) => `${figures.cpuPerEventUs.toFixed(0)} µs`,
  },
  {
    title: 'coalesced',
    align: 'right',
    rank: 1,
    of: ({ figures }) => formatShare(figures.coalescedShare),
  },
  { title: 'lost', align: 'right', rank: 0, of: ({ figures }) => String(figures.lost) },
];

function loadLines({ loads }: Calibration, { columns, ink }: Drawing): readonly string[] {
  const [first] = loads;
  if (first === undefined) return [];
  const rows = loads.flatMap(({ streams, product, bare, burning }): readonly ReaderRow[] => [
    { streams: String(streams), reader: 'janus-bench', figures: product },
    { streams: '', reader: 'bare socket', figures: bare },
    ...(burning === null ? [] : [{ streams: '', reader: 'janus-bench, busy', figures: burning }]),
  ]);
  const note = `${first.eventsPerSecond} events/s a stream; medians of ${counted(first.rounds, 'alternated round')}`;
  return [
    ...section('Loads', note, { columns, ink }),
    ...renderGrid(rows, readerColumns, { columns, quiet: ink.quiet }),
  ];
}

interface BarRow {
  readonly streams: number;
  readonly bar: CalibratedLoad['bars'][number];
}

/** What must hold against the bare reader, where it does not; one line where it does. */
function barLines(loads: readonly CalibratedLoad[], { columns, ink }: Drawing): readonly string[] {
  const rows = loads.flatMap(({ streams, bars }) => bars.map((bar): BarRow => ({ streams, bar })));
  const missed = rows.filter(({ bar }) => !bar.met);
  return [
    ...section('Against the bare reader', '', { columns, ink }),
    ...(missed.length === 0
      ? [`  ${ink.good('✓')} all ${rows.length} limits kept`]
      : [
          `  ${rows.length - missed.length} of ${rows.length} limits kept`,
          ...missed.map(
            ({ streams, bar: { name, found, limit } }) =>
              `  ${ink.warn('!')} ${counted(streams, 'stream')}: ${name} ${found}, limit ${limit}`,
          ),
        ]),
  ];
}

function msOrNone(ms: number | null): string {
  return ms === null ? '–' : formatMs(ms);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
