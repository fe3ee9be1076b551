import { inert } from '../../lib/inert.js';
import type { AttemptRecord, ExchangeRecord } from '../../results/attempt-record.js';
import { replyOf } from '../../results/exchange-record.js';
import { messageCount, sentParts } from '../sent-parts.js';
import { findingsIn } from './grade-detail.js';
import { markedText } from './marked-text.js';
import type { Passage } from './page-data.js';

/** What was sent in one exchange (without what an earlier one has shown), and what came. */
export function transcriptOf(record: AttemptRecord, index: number): readonly Passage[] {
  const exchange = record.exchanges[index];
  if (exchange === undefined) return [];
  return [
    ...sentPassages(exchange, record.exchanges[index - 1]),
    ...receivedPassages(record, exchange, index),
  ];
}

function sentPassages({ request }: ExchangeRecord, previous: ExchangeRecord | undefined): readonly Passage[] {
  const { messages, tools, members } = sentParts(request, messageCount(previous?.request));
  return [
    ...messages.flatMap(({ role, texts }) =>
      texts.flatMap((text) => passage({ label: inert(role, 20), side: 'sent', text })),
    ),
    ...passage({ label: 'tools', side: 'sent', text: inert(tools, 600) }),
    ...passage({ label: 'with', side: 'sent', text: inert(members, 1_000) }),
  ];
}

function receivedPassages(
  record: AttemptRecord,
  exchange: ExchangeRecord,
  index: number,
): readonly Passage[] {
  const reply = replyOf(exchange);
  const { content } = reply;
  const findings = findingsIn(record, { exchange: index, content });
  const calls = reply.toolCalls.flatMap(({ id, name, argumentsText }) => [
    ...passage({ label: `tool call ${inert(name, 80)}`, side: 'came', text: argumentsText || '{}' }),
    ...exchange.toolResults
      .filter(({ callId }) => callId === id)
      .flatMap(({ result, matched }) =>
        passage({ label: matched ? 'answered' : 'unmatched', side: 'sent', text: result }),
      ),
  ]);
  const parts: Passage[] = [
    ...passage({ label: 'reasoning', side: 'came', text: reply.reasoning }),
    ...passage({ label: 'refusal', side: 'came', text: reply.refusal }),
    ...(content === ''
      ? []
      : [{ label: 'content', side: 'came' as const, ...markedText(content, findings) }]),
    ...calls,
    ...reply.artifacts.flatMap((artifact) =>
      passage({ label: 'artifact', side: 'came', text: inert(JSON.stringify(artifact), 600) }),
    ),
  ];
  return parts.length > 0
    ? parts
    : [{ label: 'answer', side: 'came', text: [['nothing', 'none']], leftOut: '' }];
}

function passage({
  label,
  side,
  text,
}: {
  readonly label: string;
  readonly side: Passage['side'];
  readonly text: string;
}): readonly Passage[] {
  return text === '' ? [] : [{ label, side, ...markedText(text) }];
}
