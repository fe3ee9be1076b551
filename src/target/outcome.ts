import { STATUS_CODES } from 'node:http';
import type { MinerErrorKind, Outcome } from './exchange.js';
import type { EndCause } from './failure.js';
import { isOutput, type StreamEvent } from './timeline.js';

export interface OutcomeInput {
  /** HTTP status; undefined where no response headers came. */
  readonly status?: number | undefined;
  readonly end: EndCause;
  readonly events: readonly StreamEvent[];
  /** Where a redirect points. */
  readonly location?: string | undefined;
  /** Start of a body that was not parsed. */
  readonly excerpt?: string | undefined;
}

/**
 * Who answers for what came (METHODOLOGY section 1). `ok` = 2xx, no error event, completion proven, at least one output
 * event. The first that holds decides, from the plainest evidence to the least: ours, the status, an error or a
 * malformed frame in the stream, a limit or a broken connection, nothing said, no proof that it was all.
 */
export function decideOutcome({ status, end, events, location, excerpt = '' }: OutcomeInput): Outcome {
  if (end.kind === 'harness') return { status: 'harness_error', detail: end.detail };
  if (status !== undefined && (status < 200 || status > 299))
    return minerError('http_error', httpDetail(status, location, errorText(events) ?? excerpt));
  const error = errorText(events);
  if (error !== undefined) return minerError('stream_error', `error in the stream: ${error}`);
  const malformed = events.find(({ kind }) => kind === 'malformed');
  if (malformed !== undefined)
    return minerError('malformed', `neither a JSON object nor [DONE]: ${malformed.text}`);
  const isComplete = isCompletionProven(events);
  const isBroken = end.kind === 'reset' || end.kind === 'truncated';
  // A connection that breaks after the proof of completion took nothing from the answer; a limit is a limit.
  if (end.kind !== 'complete' && !(isBroken && isComplete)) return minerError(end.kind, end.detail);
  if (!events.some(isOutput)) return minerError('empty', 'the response holds no output');
  if (!isComplete)
    return minerError(
      'truncated',
      'the body ended without [DONE] and without a finish_reason for every choice',
    );
  return { status: 'ok' };
}

/** `[DONE]`, or a finish_reason for every choice seen. */
export function isCompletionProven(events: readonly StreamEvent[]): boolean {
  const unfinished = new Set<number>();
  const finished = new Set<number>();
  for (const event of events) {
    if (event.kind === 'done') return true;
    if (event.kind === 'finish') finished.add(event.choice);
    else if (isOutput(event) || event.kind === 'role' || event.kind === 'empty') unfinished.add(event.choice);
  }
  return finished.size > 0 && [...unfinished].every((choice) => finished.has(choice));
}

function errorText(events: readonly StreamEvent[]): string | undefined {
  return events.find(({ kind }) => kind === 'error')?.text;
}

function httpDetail(status: number, location: string | undefined, said: string): string {
  const line = `HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  if (status >= 300 && status < 400 && location !== undefined)
    return `${line} to ${location}; redirects are not followed`;
  const words = said.replace(/\s+/g, ' ').trim();
  return words === '' ? line : `${line}: ${words}`;
}

function minerError(kind: MinerErrorKind, detail: string): Outcome {
  return { status: 'miner_error', kind, detail };
}
