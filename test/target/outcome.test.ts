import { describe, expect, test } from 'vitest';
import { decideOutcome, isCompletionProven, type OutcomeInput } from '../../src/target/outcome.js';
import type { EventKind, StreamEvent } from '../../src/target/timeline.js';

function events(...kinds: readonly (EventKind | readonly [EventKind, number])[]): StreamEvent[] {
  return kinds.map((one, frame) => {
    const [kind, choice] = typeof one === 'string' ? [one, 0] : one;
    return { kind, choice, frame, atMs: frame, read: frame, text: kind === 'error' ? 'boom' : 'x' };
  });
}

function decide(input: Partial<OutcomeInput>): string {
  const outcome = decideOutcome({ status: 200, end: { kind: 'complete' }, events: [], ...input });
  return outcome.status === 'miner_error' ? outcome.kind : outcome.status;
}

const good = events('role', 'content', 'finish', 'done');
const reset = { kind: 'reset', detail: 'reset' } as const;
const tooLarge = { kind: 'too_large', detail: 'too large' } as const;
const idle = { kind: 'timeout_idle', detail: 'idle' } as const;

describe('what decides', () => {
  test.each<[string, Partial<OutcomeInput>, string]>([
    ['2xx, output and proof of completion', { events: good }, 'ok'],
    ['any 2xx', { status: 201, events: good }, 'ok'],
    ['output that is only reasoning', { events: events('reasoning', 'done') }, 'ok'],
    ['output that is only a tool call', { events: events('tool', 'finish') }, 'ok'],
    ['a status that is no 2xx, whatever the body says', { status: 500, events: good }, 'http_error'],
    ['a status before an error event', { status: 503, events: events('error') }, 'http_error'],
    ['a status before a broken body', { status: 429, end: reset }, 'http_error'],
    ['a status before a limit', { status: 500, end: tooLarge }, 'http_error'],
    ['a redirect', { status: 302, location: '/x' }, 'http_error'],
    [
      'an error event before proof of completion',
      { events: events('content', 'error', 'done') },
      'stream_error',
    ],
    ['an error event before the way it ended', { events: events('error'), end: reset }, 'stream_error'],
    [
      'a malformed frame in a complete answer',
      { events: events('content', 'malformed', 'done') },
      'malformed',
    ],
    ['a reset', { events: events('content'), end: reset }, 'reset'],
    ['a reset after proof of completion takes nothing', { events: good, end: reset }, 'ok'],
    ['a limit after proof of completion is still a limit', { events: good, end: tooLarge }, 'too_large'],
    ['a time limit after proof of completion is still a limit', { events: good, end: idle }, 'timeout_idle'],
    ['no output', { events: events('role', 'empty', 'finish', 'usage', 'done') }, 'empty'],
    ['keep-alives only', { events: events('keepalive', 'keepalive') }, 'empty'],
    ['nothing at all', {}, 'empty'],
    ['output without proof of completion', { events: events('content', 'usage') }, 'truncated'],
    ['no response', { status: undefined, end: reset }, 'reset'],
    [
      'our own fault before all else',
      { status: 500, end: { kind: 'harness', detail: 'x' } },
      'harness_error',
    ],
  ])('%s', (_name, input, expected) => {
    expect(decide(input)).toBe(expected);
  });

  test('completion is [DONE] or a finish for every choice seen', () => {
    expect(isCompletionProven(events('done'))).toBe(true);
    expect(isCompletionProven(events(['content', 0], ['content', 1], ['finish', 0]))).toBe(false);
    expect(isCompletionProven(events(['content', 0], ['content', 1], ['finish', 0], ['finish', 1]))).toBe(
      true,
    );
    expect(isCompletionProven(events('keepalive', 'usage'))).toBe(false);
  });
});

test('the detail says what a person needs', () => {
  const detail = (input: Partial<OutcomeInput>) =>
    decideOutcome({ status: 200, end: { kind: 'complete' }, events: [], ...input });

  expect(detail({ status: 502, excerpt: '<h1>\n Bad  Gateway</h1>' })).toMatchObject({
    detail: 'HTTP 502 Bad Gateway: <h1> Bad Gateway</h1>',
  });
  expect(detail({ status: 307, location: 'http://elsewhere/' })).toMatchObject({
    detail: 'HTTP 307 Temporary Redirect to http://elsewhere/; redirects are not followed',
  });
  expect(detail({ status: 299, events: events('error') })).toMatchObject({
    detail: 'error in the stream: boom',
  });
});
