import { describe, expect, test } from 'vitest';
import { toScoredExchanges } from '../../src/scoring/scored-exchanges.js';
import { measuredExchange, type EventSketch } from '../support/measured.js';

const scored = (...exchanges: readonly ReturnType<typeof measuredExchange>[]) =>
  toScoredExchanges(exchanges, { toolsDeclared: true });
const roles = (sketches: readonly EventSketch[]) =>
  scored(measuredExchange(sketches))[0]!.events.map(({ role }) => role);

test('times lose the connection set-up', () => {
  const [exchange] = scored(
    measuredExchange([[150, 'content', 'a', { tokens: 3 }]], {
      answerMs: 150,
      timeline: { connectMs: 50, endMs: 250 },
    }),
  );

  expect(exchange).toEqual({
    endMs: 200,
    answerMs: 100,
    streamed: true,
    events: [{ atMs: 100, role: 'delta', meaningful: true, tokens: 3 }],
  });
});

test('without an answer there is none, and a body that was no stream says so', () => {
  const [exchange] = scored(measuredExchange([[150, 'reasoning', 'a']], { streamed: false }));

  expect(exchange).toMatchObject({ answerMs: undefined, streamed: false });
});

describe('a frame', () => {
  test.each(['keepalive', 'role', 'empty', 'usage'] as const)('of %s is a sign', (kind) => {
    expect(roles([[1, kind]])).toEqual(['sign']);
  });

  test.each(['finish', 'done', 'error', 'malformed'] as const)('of %s is none', (kind) => {
    expect(roles([[1, kind]])).toEqual(['other']);
  });

  test('that says two small things is one sign, and none where it ends the stream', () => {
    expect(
      roles([
        [1, 'role', '', { frame: 0 }],
        [1, 'usage', '', { frame: 0 }],
        [2, 'usage', '', { frame: 1 }],
        [2, 'finish', '', { frame: 1 }],
      ]),
    ).toEqual(['sign', 'other']);
  });

  test('with output is its deltas and nothing else', () => {
    expect(
      roles([
        [1, 'reasoning', 'a', { frame: 0 }],
        [1, 'content', 'b', { frame: 0 }],
        [1, 'usage', '', { frame: 0 }],
        [1, 'finish', '', { frame: 0 }],
      ]),
    ).toEqual(['delta', 'delta']);
  });
});

test('what another choice says is a delta that means nothing', () => {
  const [exchange] = scored(measuredExchange([[1, 'content', 'filler', { choice: 1 }]]));

  expect(exchange!.events).toMatchObject([{ role: 'delta', meaningful: false }]);
});

test('a delta that repeats an earlier exchange means nothing', () => {
  const exchange = () => measuredExchange([[1, 'reasoning', 'Thinking about it …']]);

  expect(scored(exchange(), exchange()).map(({ events }) => events[0]?.meaningful)).toEqual([true, false]);
});

test('tokens that were not counted are bytes by four, rounded up', () => {
  const [exchange] = scored(measuredExchange([[1, 'content', 'äöü']]));

  expect(exchange!.events[0]?.tokens).toBe(2);
});
