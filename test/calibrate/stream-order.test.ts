import { expect, test } from 'vitest';
import { readOrder, requestFor, scriptOfOrder, type StreamOrder } from '../../src/calibrate/stream-order.js';

const order: StreamOrder = { stream: 3, startAtMs: 1_234.5, script: { events: 2, everyMs: 20 } };

test('the server finds in a request the order that was put there', () => {
  expect(readOrder(JSON.stringify(requestFor(order)))).toEqual(order);
});

test.each([
  '',
  '[]',
  '{}',
  '{"calibration":{"stream":-1}}',
  '{"calibration":{"stream":1,"startAtMs":1,"script":"x"}}',
])('a body without an order gives none: %s', (body) => {
  expect(readOrder(body)).toBeUndefined();
});

test('streams of one load share one script', () => {
  expect(scriptOfOrder({ ...order, stream: 4 })).toBe(scriptOfOrder(order));
});
