import { describe, expect, test } from 'vitest';
import { answerStartMs, type AnswerSpan } from '../../src/metrics/answer-start.js';
import { timelineOf, type EventSketch } from '../support/measured.js';

const calls = [
  { id: 'a', name: 'add', argumentsText: '{"x":1}' },
  { id: 'b', name: 'mul', argumentsText: '{"x":2}' },
];
const sketches: readonly EventSketch[] = [
  [50, 'role'],
  [100, 'reasoning', 'hm'],
  [200, 'tool', 'add'],
  [210, 'tool', '{"x":1}'],
  [300, 'tool', 'mul'],
  [310, 'tool', '{"x":2}'],
  [400, 'content', 'First '],
  [500, 'content', 'ANSWER:'],
  [600, 'content', ' 42'],
  [700, 'artifact'],
  [800, 'artifact'],
  [900, 'finish'],
];

function start(
  spans: readonly AnswerSpan[],
  { toolsDeclared = true, events = sketches } = {},
): number | undefined {
  return answerStartMs({ timeline: timelineOf(events), reply: { toolCalls: calls }, spans, toolsDeclared });
}

describe('with graded spans', () => {
  test.each([
    [0, 400],
    [5, 400],
    [6, 500],
    [12, 500],
    [13, 600],
    [15, 600],
    [16, 600],
  ])('character %d of the content came at %d ms', (offset, atMs) => {
    expect(start([{ in: 'content', start: offset }])).toBe(atMs);
  });

  test('a call starts with its name', () => {
    expect(start([{ in: 'tool', start: 0 }])).toBe(200);
    expect(start([{ in: 'tool', start: 1 }])).toBe(300);
  });

  test('pieces of calls that came mixed are told apart by their item', () => {
    const events: readonly EventSketch[] = [
      [10, 'tool', 'add', { item: 0 }],
      [20, 'tool', 'mul', { item: 1 }],
      [30, 'tool', '{"x":1}', { item: 0 }],
      [40, 'tool', '{"x":2}', { item: 1 }],
    ];

    expect(start([{ in: 'tool', start: 0 }], { events })).toBe(10);
    expect(start([{ in: 'tool', start: 1 }], { events })).toBe(20);
  });

  test('an artifact starts with its descriptor', () => {
    const twice: readonly EventSketch[] = [
      [10, 'artifact', '', { item: 0 }],
      [20, 'artifact', '', { item: 0 }],
      [30, 'artifact', '', { item: 1 }],
    ];

    expect(start([{ in: 'artifact', start: 1 }], { events: twice })).toBe(30);
    expect(start([{ in: 'artifact', start: 0 }])).toBe(700);
    expect(start([{ in: 'artifact', start: 1 }])).toBe(800);
  });

  test('of several graders the latest counts', () => {
    expect(
      start([
        { in: 'content', start: 13 },
        { in: 'content', start: 0 },
        { in: 'tool', start: 1 },
      ]),
    ).toBe(600);
  });

  test('a call is no answer where no tools are declared', () => {
    expect(start([{ in: 'tool', start: 0 }], { toolsDeclared: false })).toBe(400);
  });

  test('text of another choice does not shift the offset', () => {
    const events: readonly EventSketch[] = [
      [10, 'content', 'something else entirely', { choice: 1 }],
      [20, 'content', 'a'],
      [30, 'content', 'b'],
    ];

    expect(start([{ in: 'content', start: 1 }], { events })).toBe(30);
  });
});

describe('without a graded span', () => {
  test('the first tool call, else the first content', () => {
    expect(start([])).toBe(200);
    expect(start([], { toolsDeclared: false })).toBe(400);
  });

  test('neither: no answer', () => {
    expect(start([], { events: [[10, 'reasoning', 'hm']] })).toBeUndefined();
    expect(start([{ in: 'content', start: 0 }], { events: [[10, 'refusal', 'no']] })).toBeUndefined();
    expect(start([{ in: 'artifact', start: 0 }], { events: [] })).toBeUndefined();
  });
});
