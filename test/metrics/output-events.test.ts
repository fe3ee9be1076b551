import { expect, test } from 'vitest';
import { outputEvents, outputReadsMs } from '../../src/metrics/output-events.js';
import { timelineOf } from '../support/measured.js';

const timeline = timelineOf([
  [10, 'role'],
  [20, 'content', 'a', { read: 1 }],
  [20, 'content', 'b', { read: 1 }],
  [30, 'keepalive'],
  [40, 'tool', 'f', { choice: 1 }],
  [50, 'reasoning', 'c'],
]);

test('output is what choice 0 says to the user', () => {
  expect(outputEvents(timeline).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
});

test('events of one read arrived once', () => {
  expect(outputReadsMs(timeline)).toEqual([20, 50]);
});
