import { inert } from '../lib/inert.js';
import type { RunResult } from '../results/run-result.js';
import { knee } from '../stats/knee.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk } from './ink.js';
import { joinPage, pageColumns, section, type PageOptions } from './page.js';
import { wrapText } from '../lib/text-width.js';
import { lowConfidenceNote } from './view.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { formatRate, nothing } from './words.js';

/** What one concurrency did; times of the attempts that were ok, null = not measured. */
export interface SweepLevel {
  readonly concurrency: number;
  readonly runId: string;
  readonly attempts: number;
  /** The miner's failures. */
  readonly failed: number;
  readonly okPerSecond: number | null;
  readonly tokensPerSecond: number | null;
  readonly ttftMs: SweepTimes;
  readonly latencyMs: SweepTimes;
  readonly goodput: RunResult['goodput'];
  readonly validity: RunResult['validity'];
}

interface SweepTimes {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly lowConfidence: readonly string[];
}

export interface Sweep {
  readonly schema: 'janus-bench/sweep';
  readonly schemaVersion: 1;
  readonly levels: readonly SweepLevel[];
  /** The concurrency with the greatest ok attempts a second / median latency; null: it was not reached. */
  readonly knee: number | null;
}

/** The runs of a sweep, in the order of their concurrency, as one table. */
export function sweepOf(results: readonly RunResult[]): Sweep {
  const levels = results.map(levelOf);
  const at = knee(
    levels.map(({ concurrency, okPerSecond, latencyMs }) => ({
      load: concurrency,
      throughput: okPerSecond ?? 0,
      latency: latencyMs.p50 ?? undefined,
    })),
  );
  const found = at === undefined ? null : (levels[at]?.concurrency ?? null);
  return { schema: 'janus-bench/sweep', schemaVersion: 1, levels, knee: found };
}

function levelOf({ run, attempts, load, metrics, goodput, validity }: RunResult): SweepLevel {
  const times = (name: string): SweepTimes => {
    const { p50 = null, p95 = null, lowConfidence = [] } = metrics[name] ?? {};
    return { p50, p95, lowConfidence };
  };
  return {
    concurrency: run.concurrency,
    runId: run.id,
    attempts: attempts.length,
    failed: attempts.filter(({ outcome }) => outcome === 'miner_error').length,
    okPerSecond: load.okPerSecond,
    tokensPerSecond: load.tokensPerSecond,
    ttftMs: times('ttftMs'),
    latencyMs: times('latencyMs'),
    goodput,
    validity,
  };
}

/** The sweep for a terminal, the knee marked, and what it means below. */
export function renderSweep(sweep: Sweep, options: PageOptions): string {
  const columns = pageColumns(options.columns);
  const ink = openInk(options.color);
  const { levels } = sweep;
  const grid = sweepColumns(sweep);
  const doubts = levels.flatMap(({ concurrency, validity: { status, reasons } }) =>
    status === 'valid' ? [] : [`${concurrency} at a time is ${status}: ${inert(reasons.join('; '), 400)}`],
  );
  const isMarked = levels.some(({ ttftMs, latencyMs }) =>
    [ttftMs, latencyMs].some(({ lowConfidence }) => lowConfidence.includes('p95')),
  );
  return joinPage([
    ...section('Sweep', isMarked ? lowConfidenceNote : '', { columns, ink }),
    ...renderGrid(levels, grid, { columns, quiet: ink.quiet }),
    '',
    ...wrapText(kneeSentence(sweep), columns - 4).map((line) => `  ${line}`),
    ...doubts.flatMap((doubt) => wrapText(`! ${doubt}`, columns - 4).map((line) => `  ${ink.warn(line)}`)),
    '',
  ]);
}

function sweepColumns({ knee: kneeAt, levels }: Sweep): readonly GridColumn<SweepLevel>[] {
  const rate = (value: number | null) => (value === null ? nothing : formatRate(value));
  const time = ({ lowConfidence, ...times }: SweepTimes, name: 'p50' | 'p95') => {
    const value = times[name];
    return value === null ? nothing : `${lowConfidence.includes(name) ? '~' : ''}${formatMs(value)}`;
  };
  const goodput: GridColumn<SweepLevel> = {
    title: 'goodput',
    align: 'right',
    rank: 0,
    of: ({ goodput: found }) => (found === null ? nothing : goodputText(found)),
  };
  return [
    {
      title: 'at a time',
      align: 'right',
      rank: 0,
      of: ({ concurrency }) => `${concurrency === kneeAt ? '> ' : ''}${concurrency}`,
    },
    { title: 'attempts', align: 'right', rank: 6, of: ({ attempts }) => String(attempts) },
    { title: 'failed', align: 'right', rank: 1, of: ({ failed }) => String(failed) },
    { title: 'ok', align: 'right', rank: 0, of: ({ okPerSecond }) => rate(okPerSecond) },
    { title: 'tokens', align: 'right', rank: 5, of: ({ tokensPerSecond }) => rate(tokensPerSecond) },
    { title: 'TTFT p50', align: 'right', rank: 4, of: ({ ttftMs }) => time(ttftMs, 'p50') },
    { title: 'TTFT p95', align: 'right', rank: 0, of: ({ ttftMs }) => time(ttftMs, 'p95') },
    { title: 'latency p50', align: 'right', rank: 3, of: ({ latencyMs }) => time(latencyMs, 'p50') },
    { title: 'latency p95', align: 'right', rank: 0, of: ({ latencyMs }) => time(latencyMs, 'p95') },
    ...(levels.every(({ goodput: found }) => found === null) ? [] : [goodput]),
    { title: 'run', align: 'left', rank: 7, of: ({ runId }) => inert(runId, 40) },
  ];
}

function goodputText({ share, goodPerSecond }: NonNullable<RunResult['goodput']>): string {
  if (share === null) return nothing;
  return goodPerSecond === null ? formatShare(share) : `${formatShare(share)} ${formatRate(goodPerSecond)}`;
}

function kneeSentence({ knee: found, levels }: Sweep): string {
  if (found !== null)
    return `Knee at ${found}: beyond it, more at a time buys waiting rather than throughput (greatest throughput / median latency).`;
  const last = levels.at(-1)?.concurrency ?? 0;
  return `No knee up to ${last}: throughput still grows faster than latency. Go on with higher --levels.`;
}
