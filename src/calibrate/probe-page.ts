import { inert } from '../lib/inert.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { sparkline } from '../lib/sparkline.js';
import { renderGrid, type GridColumn } from '../report/grid.js';
import { openInk } from '../report/ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from '../report/page.js';
import type { ProbedMetric, ProbeResult } from './probe.js';

const sparkColumns = 20;

/** A probe for people. Pure. */
export function renderProbe(result: ProbeResult, page: PageOptions): string {
  const columns = pageColumns(page.columns);
  const ink = openInk(page.color);
  const options = { columns, ink, labelColumns: 10 };
  const problems = [
    ...new Set(result.requests.map(({ detail }) => detail).filter((detail) => detail !== '')),
  ];
  const flags = [...new Set(result.requests.flatMap((request) => request.flags))];
  return joinPage([
    ...labelled({ label: 'Target', text: inert(result.url, 200) }, options),
    ...labelled({ label: 'Requests', text: requestsText(result) }, options),
    ...problems.slice(0, 3).flatMap((problem) => labelled({ label: '', text: inert(problem, 200) }, options)),
    ...(flags.length === 0 ? [] : labelled({ label: 'Seen', text: flags.join(', ') }, options)),
    ...section('Times', 'of the requests that came well; a bar is one request', { columns, ink }),
    ...renderGrid(result.metrics, metricColumns, { columns, quiet: ink.quiet }),
  ]);
}

function requestsText({ requests, asked, tookMs, outcomes }: ProbeResult): string {
  const counts = Object.entries(outcomes).map(([name, count]) => `${count} ${name}`);
  const left = asked - requests.length;
  const stopped = left > 0 ? `; time was up before the other ${left} (--duration)` : '';
  return `${requests.length} in ${formatMs(tookMs)}: ${counts.join(', ')}${stopped}`;
}

const metricColumns: readonly GridColumn<ProbedMetric>[] = [
  { title: '', align: 'left', rank: 0, of: ({ label }) => label },
  { title: 'p50', align: 'right', rank: 0, of: (metric) => shown(metric, metric.distribution.p50) },
  { title: 'p90', align: 'right', rank: 0, of: (metric) => shown(metric, metric.distribution.p90) },
  { title: 'min', align: 'right', rank: 2, of: (metric) => shown(metric, metric.distribution.min) },
  { title: 'max', align: 'right', rank: 0, of: (metric) => shown(metric, metric.distribution.max) },
  { title: 'n', align: 'right', rank: 3, of: ({ distribution: { n } }) => String(n) },
  { title: 'in order', align: 'left', rank: 1, of: ({ each }) => sparkline(each, sparkColumns) },
];

function shown({ unit }: ProbedMetric, value: number | null): string {
  if (value === null) return '–';
  if (unit === 'ms') return formatMs(value);
  if (unit === 'share') return formatShare(value);
  return unit === 'count' ? String(Math.round(value)) : `${value.toPrecision(3)} ${unit}`;
}
