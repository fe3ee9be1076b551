import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildChatRequest } from '../../src/target/request.js';
import type { Exchange } from '../../src/target/exchange.js';
import type { Target } from '../../src/target/target.js';
import { openTestTarget, roomyTimeouts } from '../support/open-test-target.js';
import { longAnswer } from '../support/peer-miner.js';

/** A mock server of another maker: our client must read what others write. */
const server = new LLMock({ port: 0 });
let target: Target;

beforeAll(async () => {
  server.onMessage('Talk.', { content: longAnswer }, { chunkSize: 7 });
  server.onMessage('Think.', { content: 'So it is 42.', reasoning: 'Six times seven, that is.' });
  server.onMessage('Weather?', {
    toolCalls: [
      { name: 'weather', arguments: '{"city":"Ghent"}' },
      { name: 'weather', arguments: '{"city":"Liège"}' },
    ],
  });
  await server.start();
  target = await openTestTarget(server.url);
});

afterAll(async () => {
  await target[Symbol.asyncDispose]();
  await server.stop();
});

function ask(content: string): Promise<Exchange> {
  const request = buildChatRequest({ model: 'gpt-4o', messages: [{ role: 'user', content }], stream: true });
  return target.exchange(request, { timeouts: roomyTimeouts, retries: 0 });
}

test('our client reads a streamed answer of aimock, chunk by chunk, to its end', async () => {
  const { outcome, reply, timeline, flags } = await ask('Talk.');

  expect(outcome).toEqual({ status: 'ok' });
  expect(reply.content).toBe(longAnswer);
  expect(reply.finishReasons).toEqual(['stop']);
  expect(timeline.events.filter(({ kind }) => kind === 'content').length).toBeGreaterThan(50);
  expect(timeline.events.at(-1)?.kind).toBe('done');
  expect(flags.filter((flag) => flag !== 'usage_missing')).toEqual([]);
});

test('its reasoning is reasoning, and comes before the answer', async () => {
  const { reply, timeline } = await ask('Think.');

  expect(reply.reasoning).toBe('Six times seven, that is.');
  expect(reply.content).toBe('So it is 42.');
  const kinds = timeline.events.map(({ kind }) => kind);
  expect(kinds.lastIndexOf('reasoning')).toBeLessThan(kinds.indexOf('content'));
});

test('its parallel tool calls are put together from their pieces', async () => {
  const { reply, outcome } = await ask('Weather?');

  expect(outcome).toEqual({ status: 'ok' });
  expect(reply.finishReasons).toEqual(['tool_calls']);
  expect(
    reply.toolCalls.map(({ name, argumentsText }) => [name, JSON.parse(argumentsText) as unknown]),
  ).toEqual([
    ['weather', { city: 'Ghent' }],
    ['weather', { city: 'Liège' }],
  ]);
});

test('its errors are errors with what it said', async () => {
  server.nextRequestError(429, { message: 'slow down', type: 'rate_limit_error' });
  const { outcome, status } = await ask('Talk.');

  expect(status).toBe(429);
  expect(outcome).toMatchObject({ status: 'miner_error', kind: 'http_error' });
  expect(JSON.stringify(outcome)).toContain('slow down');
});
