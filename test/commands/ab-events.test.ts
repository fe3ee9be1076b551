import { expect, test } from 'vitest';
import { joinedEvents } from '../../src/commands/ab-events.js';
import type { RunEvent } from '../../src/run/run-event.js';
import { sampleRecord, started } from '../support/run-events.js';

function shown() {
  const events: RunEvent[] = [];
  return { events, onEvent: joinedEvents((event) => events.push(event)) };
}

test('both halves begin as one run of twice the attempts', () => {
  const { events, onEvent } = shown();
  onEvent(started({ total: 12, done: 2 }), 'a');
  onEvent({ ...started({ total: 12, done: 3 }), folder: 'out/r1-b' } as RunEvent, 'b');

  expect(events).toEqual([{ ...started({ total: 24, done: 5 }), folder: 'out/r1 and r1-b' }]);
});

test('attempts are told with their side, and counted together', () => {
  const { events, onEvent } = shown();
  const record = sampleRecord({ attemptId: 'chat-1#0', verdict: 'pass' });
  onEvent({ kind: 'attempt_started', attemptId: 'chat-1#0' }, 'b');
  onEvent({ kind: 'attempt_finished', record, done: 1, total: 12 }, 'a');
  onEvent({ kind: 'attempt_finished', record, done: 1, total: 12 }, 'b');

  expect(events[0]).toMatchObject({ attemptId: 'b chat-1#0' });
  expect(events[1]).toMatchObject({ record: { attemptId: 'a chat-1#0' }, done: 1, total: 24 });
  expect(events[2]).toMatchObject({ record: { attemptId: 'b chat-1#0' }, done: 2, total: 24 });
});

test('what is wrong names its side; what is about both does not', () => {
  const { events, onEvent } = shown();
  onEvent({ kind: 'warning', message: 'slow' }, 'b');
  onEvent({ kind: 'warning', message: 'no cache' });
  onEvent({ kind: 'preflight', url: 'u', healthMs: 1, note: 'HTTP 503' }, 'a');

  expect(events).toMatchObject([{ message: 'b: slow' }, { message: 'no cache' }, { note: 'a: HTTP 503' }]);
});
