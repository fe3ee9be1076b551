import type { Reply } from '../target/exchange.js';
import type { StreamEvent, Timeline } from '../target/timeline.js';
import { outputEvents } from './output-events.js';

export interface AnswerStartInput {
  readonly timeline: Timeline;
  readonly reply: Pick<Reply, 'toolCalls'>;
  /** What the graders used of this exchange; the shape of a grader's span. */
  readonly spans: readonly AnswerSpan[];
  /** Without declared tools a call is no answer and counts as reasoning. */
  readonly toolsDeclared: boolean;
}

export interface AnswerSpan {
  readonly in: 'content' | 'tool' | 'artifact';
  /** content: UTF-16 offset into the content; tool, artifact: index of the call, of the artifact. */
  readonly start: number;
}

/**
 * Where an exchange's answer starts, ms since issue: arrival of the first character of the span that came last. Without
 * a graded span: the first tool call where tools are declared, else the first content. Undefined: it holds no answer.
 */
export function answerStartMs({
  timeline,
  reply,
  spans,
  toolsDeclared,
}: AnswerStartInput): number | undefined {
  const output = outputEvents(timeline);
  const contents = output.filter(({ kind }) => kind === 'content');
  const tools = toolsDeclared ? output.filter(({ kind }) => kind === 'tool') : [];
  const artifacts = output.filter(({ kind }) => kind === 'artifact');

  const arrivals = spans.map((span) => {
    switch (span.in) {
      case 'content':
        return eventAt(contents, span.start);
      case 'tool':
        return itemOf(tools, span.start) ?? eventAt(tools, offsetOfCall(reply, span.start));
      case 'artifact':
        return itemOf(artifacts, span.start) ?? artifacts[Math.min(span.start, artifacts.length - 1)];
    }
  });
  const starts = arrivals.flatMap((event) => (event === undefined ? [] : [event.atMs]));
  if (starts.length > 0) return Math.max(...starts);
  return (tools[0] ?? contents[0])?.atMs;
}

/** The first event of a call or an artifact by its index in the reply. */
function itemOf(events: readonly StreamEvent[], index: number): StreamEvent | undefined {
  return events.find(({ item }) => item === index);
}

/** The event that brought the character at `offset` of the joined texts; the last one where the offset is their end. */
function eventAt(events: readonly StreamEvent[], offset: number): StreamEvent | undefined {
  let end = 0;
  return events.find(({ text }) => (end += text.length) > offset) ?? events.at(-1);
}

/** Where events do not say which call they belong to: calls stream one after the other, name first. */
function offsetOfCall({ toolCalls }: Pick<Reply, 'toolCalls'>, index: number): number {
  return toolCalls
    .slice(0, index)
    .reduce((sum, { name, argumentsText }) => sum + name.length + argumentsText.length, 0);
}
