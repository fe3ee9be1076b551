import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/lib/json.js';
import { openSimulator } from '../../src/suite/simulator.js';
import type { ToolResponse } from '../../src/suite/task.js';

function simulate(responses: readonly ToolResponse[]) {
  const tool = { name: 'weather', description: 'Weather of a city.', parameters: {}, responses };
  const simulator = openSimulator({ tools: [tool] });
  let calls = 0;
  const send = (argumentsText: string, name = 'weather') =>
    simulator.answer({ id: `call_${calls++}`, name, argumentsText });
  return { send, ask: (args: Json) => send(JSON.stringify(args)) };
}

test('the first response whose arguments are met answers, text as it is and other values as JSON', () => {
  const { ask } = simulate([
    { when: { city: 'Oslo' }, result: 'rain' },
    { when: { city: 'Bergen', days: 2 }, result: { sky: 'rain', mm: [4, 9] } },
    { result: 'unknown city' },
  ]);
  expect(ask({ city: 'Oslo', unit: 'C' })).toEqual({
    callId: 'call_0',
    name: 'weather',
    result: 'rain',
    matched: true,
  });
  expect(ask({ days: 2, city: 'Bergen' }).result).toBe('{"sky":"rain","mm":[4,9]}');
  expect(ask({ city: 'Bergen' }).result).toBe('unknown city');
});

test('a response is used up after its times, and the next that fits takes over', () => {
  const { ask } = simulate([{ times: 2, result: { error: 'busy' } }, { result: 'sunny' }]);
  expect([ask({}), ask({}), ask({}), ask({})].map(({ result }) => result)).toEqual([
    '{"error":"busy"}',
    '{"error":"busy"}',
    'sunny',
    'sunny',
  ]);
});

test('every attempt starts with all responses unused', () => {
  const responses = [{ times: 1, result: 'first' }, { result: 'later' }];
  expect(simulate(responses).ask({}).result).toBe('first');
  expect(simulate(responses).ask({}).result).toBe('first');
});

test.each<{ name: string; when: JsonObject; args: Json; matched: boolean }>([
  { name: 'numbers are numbers', when: { n: 2 }, args: { n: 2.0 }, matched: true },
  { name: 'a number in quotes is text', when: { n: 2 }, args: { n: '2' }, matched: false },
  { name: 'texts are trimmed', when: { city: ' Oslo' }, args: { city: 'Oslo\n' }, matched: true },
  { name: 'case counts', when: { city: 'Oslo' }, args: { city: 'oslo' }, matched: false },
  {
    name: 'nested members are free too',
    when: { at: { city: 'Oslo' } },
    args: { at: { city: 'Oslo', zip: 1 }, x: 1 },
    matched: true,
  },
  {
    name: 'a missing nested member is missed',
    when: { at: { city: 'Oslo' } },
    args: { at: {} },
    matched: false,
  },
  {
    name: 'lists match item by item',
    when: { cities: ['Oslo', { id: 1 }] },
    args: { cities: ['Oslo', { id: 1, k: 2 }] },
    matched: true,
  },
  {
    name: 'a longer list is another list',
    when: { cities: ['Oslo'] },
    args: { cities: ['Oslo', 'Bergen'] },
    matched: false,
  },
  { name: 'null is null', when: { city: null }, args: { city: null }, matched: true },
  { name: 'nothing is not null', when: { city: null }, args: {}, matched: false },
  { name: 'inherited names do not count', when: { constructor: {} }, args: {}, matched: false },
])('$name', ({ when, args, matched }) => {
  const { ask } = simulate([{ when, result: 'ok' }]);
  expect(ask(args).matched).toBe(matched);
});

test('what nothing answers is told so as an error', () => {
  const { send } = simulate([{ when: { city: 'Oslo' }, result: 'rain' }]);
  expect(send('{"city":"Oslo"}', 'forecast')).toMatchObject({
    matched: false,
    result: '{"error":"unknown tool"}',
  });
  expect(send('{"city":')).toMatchObject({
    matched: false,
    result: '{"error":"arguments are not a JSON object"}',
  });
  expect(send('["Oslo"]')).toMatchObject({
    matched: false,
    result: '{"error":"arguments are not a JSON object"}',
  });
  expect(send('{"city":"Rome"}')).toMatchObject({
    matched: false,
    result: '{"error":"no result for these arguments"}',
  });
});

test('a call that matched nothing uses nothing up', () => {
  const { ask } = simulate([{ when: { city: 'Oslo' }, times: 1, result: 'rain' }]);
  expect(ask({ city: 'Rome' }).matched).toBe(false);
  expect(ask({ city: 'Oslo' }).matched).toBe(true);
});

test('no arguments at all are an empty object, as models send them', () => {
  const { send } = simulate([{ result: 'ok' }]);
  expect(send('').matched).toBe(true);
  expect(send(' \n').matched).toBe(true);
});

test('whatever a miner calls with, there is an answer and no exception', () => {
  fc.assert(
    fc.property(fc.string(), fc.oneof(fc.string(), fc.json()), (name, argumentsText) => {
      const { send } = simulate([{ when: { city: 'Oslo', at: { n: [1] } }, result: 'rain' }]);
      expect(typeof send(argumentsText, name).result).toBe('string');
      expect(send('{"city":"Oslo","at":{"n":[1]}}').matched).toBe(true);
    }),
  );
});

test('an argument nested a hundred thousand levels deep is an answer like any other', () => {
  const { send } = simulate([{ when: { city: 'Oslo' }, result: 'rain' }]);
  expect(send(`{"city":"Oslo","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).name).toBe('weather');
});
