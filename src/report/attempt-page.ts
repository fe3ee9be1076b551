import { inert } from '../lib/inert.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { replyOf } from '../results/exchange-record.js';
import type { RunHeader } from '../results/run-header.js';
import { criteriaLines } from './criteria-lines.js';
import { openInk, type Ink } from './ink.js';
import { flowed, section, joinPage, labelled, pageColumns, type PageOptions } from './page.js';
import { replyLines } from './reply-lines.js';
import { sentLines } from './sent-lines.js';
import { renderWaterfall } from './waterfall.js';
import { formatMs } from '../lib/quantity.js';
import { counted, formatTime } from './words.js';

export interface AttemptPage {
  readonly header: RunHeader;
  readonly record: AttemptRecord;
}

/** One attempt whole: what was sent, the stream over time, what came, how each criterion was decided. All of it inert. */
export function renderAttemptPage({ header, record }: AttemptPage, options: PageOptions): string {
  const columns = pageColumns(options.columns);
  const ink = openInk(options.color);
  const several = record.exchanges.length > 1;
  return joinPage([
    ...titleLines({ header, record }, columns, ink),
    ...record.exchanges.flatMap((exchange, index) =>
      exchangeLines(exchange, {
        ink,
        columns,
        title: several ? ` ${index + 1} of ${record.exchanges.length}` : '',
        previous: record.exchanges[index - 1],
      }),
    ),
    ...section('Grade', '', { columns, ink }),
    ...criteriaLines(record, { columns, ink }),
    '',
  ]);
}

function titleLines({ header, record }: AttemptPage, columns: number, ink: Ink): readonly string[] {
  const task = header.tasks.find(({ id }) => id === record.taskId);
  const { grade, outcome } = record;
  const verdict =
    outcome.status === 'ok'
      ? grade.verdict
      : outcome.status === 'miner_error'
        ? outcome.kind
        : outcome.status;
  const paint = { pass: ink.good, partial: ink.warn, n_a: ink.warn, fail: ink.bad, error: ink.bad }[
    grade.verdict
  ];
  const facts = [
    ...(task === undefined ? [] : [task.category, `class ${task.class}`, task.difficulty]),
    `variant ${record.variant}`,
    `repeat ${record.repeat}`,
    `nonce ${record.nonce}`,
    formatTime(record.issuedAt),
    `run ${header.runId}`,
  ];
  const reason = outcome.status === 'ok' ? grade.reason : outcome.detail;
  const label = (name: string, text: string) =>
    labelled({ label: name, text: inert(text, 1_000) }, { columns, labelColumns: 12, ink });
  return [
    '',
    `  ${ink.strong(inert(record.attemptId, columns))}  ${paint(verdict)}  quality ${grade.quality.toFixed(2)}`,
    ...flowed(
      facts.map((fact) => inert(fact, 120)),
      columns - 4,
    ).map((line) => `  ${ink.quiet(line)}`),
    '',
    ...label('because', reason === '' ? 'no reason was given' : reason),
    ...(record.metered === undefined ? [] : label('metered', meteredText(record.metered))),
  ];
}

function meteredText(metered: NonNullable<AttemptRecord['metered']>): string {
  return Object.entries(metered)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ');
}

interface ExchangeLayout {
  readonly columns: number;
  readonly ink: Ink;
  /** ` 2 of 3` */
  readonly title: string;
  readonly previous: ExchangeRecord | undefined;
}

function exchangeLines(
  exchange: ExchangeRecord,
  { columns, ink, title, previous }: ExchangeLayout,
): readonly string[] {
  const already = messageCount(previous);
  return [
    ...section(`Sent${title}`, already > 0 ? `what is new after ${counted(already, 'message')}` : '', {
      columns,
      ink,
    }),
    ...sentLines(exchange.request, { columns, ink, skip: already }),
    ...section(`Stream${title}`, '', { columns, ink }),
    ...flowed(streamFacts(exchange), columns - 4).map((line) => `  ${line}`),
    '',
    ...renderWaterfall(exchange, { columns, ink }),
    ...section(`Answer${title}`, '', { columns, ink }),
    ...replyLines({ reply: replyOf(exchange), toolResults: exchange.toolResults }, { columns, ink }),
  ];
}

function messageCount(exchange: ExchangeRecord | undefined): number {
  const messages = exchange?.request['messages'];
  return Array.isArray(messages) ? messages.length : 0;
}

function streamFacts(exchange: ExchangeRecord): readonly string[] {
  const {
    endMs,
    status,
    connectMs,
    headersMs,
    phases,
    reads,
    events,
    usage,
    flags,
    tries,
    outcome,
    finishReasons,
    ownTokens,
  } = exchange;
  const bytes = reads.reduce((sum, [, count]) => sum + count, 0);
  const reported =
    usage === undefined
      ? 'no usage reported'
      : `reported ${usage.promptTokens ?? '?'} in, ${usage.completionTokens ?? '?'} out`;
  return [
    status === undefined ? 'no HTTP answer' : `HTTP ${status}`,
    formatMs(endMs),
    ...(connectMs > 0 ? [`connecting ${formatMs(connectMs)}`] : []),
    ...(phases === undefined ? [] : phaseFacts(phases)),
    ...(headersMs === undefined ? [] : [`headers ${formatMs(headersMs)}`]),
    `${counted(bytes, 'byte')} in ${counted(reads.length, 'read')}`,
    counted(events.length, 'event'),
    reported,
    `own count ${ownTokens.in} in, ${ownTokens.out} out${ownTokens.estimated ? ' (estimated)' : ''}`,
    ...(finishReasons.length > 0 ? [`finish ${inert(finishReasons.join(', '), 60)}`] : []),
    ...(tries.length > 0 ? [counted(tries.length, 'earlier try').replace('trys', 'tries')] : []),
    ...flags,
    ...(outcome.status === 'ok' ? [] : [inert(outcome.detail, 300)]),
  ];
}

/** Where the time before the body went. */
function phaseFacts({
  setUp,
  sentMs,
  firstByteMs,
}: NonNullable<ExchangeRecord['phases']>): readonly string[] {
  const parts: readonly (readonly [string, number | undefined])[] = [
    ['DNS', setUp?.dnsMs],
    ['TCP', setUp?.tcpMs],
    ['proxy', setUp?.proxyMs],
    ['TLS', setUp?.tlsMs],
  ];
  const set = parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${formatMs(ms)}`]));
  return [
    setUp === undefined ? 'connection used before' : `new connection (${set.join(', ')})`,
    ...(sentMs === undefined ? [] : [`request sent ${formatMs(sentMs)}`]),
    ...(firstByteMs === undefined ? [] : [`first byte ${formatMs(firstByteMs)}`]),
  ];
}
