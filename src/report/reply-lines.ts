import { inert } from '../lib/inert.js';
import type { ExchangeRecord } from '../results/attempt-record.js';
import type { Reply } from '../target/exchange.js';
import { blockLines, type BlockLayout } from './block.js';
import { labelled } from './page.js';

export interface ReplyPart {
  readonly reply: Reply;
  readonly toolResults: ExchangeRecord['toolResults'];
}

/** What the miner said: reasoning, content, refusal, calls with what the simulator answered, artifacts. */
export function replyLines({ reply, toolResults }: ReplyPart, layout: BlockLayout): readonly string[] {
  const { ink, columns } = layout;
  const texts = (['reasoning', 'refusal', 'content'] as const).flatMap((kind) =>
    reply[kind] === '' ? [] : [`  ${ink.quiet(kind)}`, ...blockLines(reply[kind], layout)],
  );
  const calls = reply.toolCalls.flatMap(({ id, name, argumentsText }) => {
    const answered = toolResults.filter(({ callId }) => callId === id);
    return [
      ...labelled(
        { label: 'tool call', text: `${inert(name, 80)} ${inert(argumentsText, 1_000)}` },
        { columns, labelColumns: 12, ink },
      ),
      ...answered.flatMap(({ result, matched }) =>
        labelled(
          { label: matched ? 'answered' : 'unmatched', text: inert(result, 600) },
          { columns, labelColumns: 12, ink, paint: matched ? undefined : ink.warn },
        ),
      ),
    ];
  });
  const artifacts = reply.artifacts.flatMap((artifact) =>
    labelled(
      { label: 'artifact', text: inert(JSON.stringify(artifact), 300) },
      { columns, labelColumns: 12, ink },
    ),
  );
  const all = [...texts, ...calls, ...artifacts];
  return all.length === 0 ? [`  ${ink.quiet('nothing')}`] : all;
}
