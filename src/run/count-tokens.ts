import type { ChatMessage, Exchange } from '../target/exchange.js';
import { outputKinds, type StreamEvent } from '../target/timeline.js';
import type { TokenCounter } from '../target/token-counter.js';

export interface CountedTokens {
  /** The exchange's events, each output event with the tokens it added. */
  readonly events: readonly StreamEvent[];
  /** Message text sent, and text received of every kind and choice; no images, no tool schemas. */
  readonly own: { readonly in: number; readonly out: number; readonly estimated: boolean };
}

/** Our own count of an exchange, o200k; by bytes where the text takes too long to count. */
export async function countTokens(
  { request, timeline }: Exchange,
  counter: TokenCounter,
): Promise<CountedTokens> {
  const sent = await counter.count([request.messages.map(textOf).join('\n')]);
  const tokensByEvent = new Map<StreamEvent, number>();
  let estimated = sent.estimated;
  for (const kind of outputKinds) {
    const events = timeline.events.filter((event) => event.kind === kind);
    if (events.length === 0) continue;
    const deltas = await counter.countDeltas(events.map(({ text }) => text));
    estimated ||= deltas.estimated;
    events.forEach((event, index) => tokensByEvent.set(event, deltas.counts[index] ?? 0));
  }
  const out = [...tokensByEvent.values()].reduce((sum, count) => sum + count, 0);
  const sentTokens = sent.counts.reduce((sum, count) => sum + count, 0);
  return {
    events: timeline.events.map((event) => ({ ...event, tokens: tokensByEvent.get(event) ?? 0 })),
    own: { in: sentTokens, out, estimated },
  };
}

function textOf(message: ChatMessage): string {
  if (message.role === 'assistant') {
    const called = (message.tool_calls ?? []).map((call) => call.function.name + call.function.arguments);
    return [message.content ?? '', ...called].join('\n');
  }
  if (typeof message.content === 'string') return message.content;
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}
