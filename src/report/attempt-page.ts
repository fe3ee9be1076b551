import { inert } from '../lib/inert.js';
import type { AttemptRecord, ExchangeRecord } from '../results/attempt-record.js';
import { replyOf } from '../results/exchange-record.js';
import type { RunHeader } from '../results/run-header.js';
import { criteriaLines } from './criteria-lines.js';
import { openInk, type Ink } from './ink.js';
import { flowed, section, joinPage, labelled, pageColumns, type PageOptions } from './page.js';
import { replyLines } from './reply-lines.js';
import { sentLines } from './sent-lines.js';
import { messageCount } from './sent-parts.js';
import { meteredText, streamFacts } from './stream-facts.js';
import { renderWaterfall } from './waterfall.js';
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
  const already = messageCount(previous?.request);
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
