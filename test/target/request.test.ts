import { expect, test } from 'vitest';
import { buildChatRequest, drawTraceparent } from '../../src/target/request.js';

const messages = [{ role: 'user', content: 'Hi' }] as const;
const tool = {
  type: 'function',
  function: { name: 'find', description: 'Finds.', parameters: { type: 'object' } },
} as const;

test('a stream is asked for with its usage', () => {
  expect(buildChatRequest({ model: 'm', messages })).toEqual({
    model: 'm',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('without a stream there are no stream options', () => {
  expect(buildChatRequest({ model: 'm', messages, stream: false })).toEqual({
    model: 'm',
    messages,
    stream: false,
  });
});

test('tools are sent where there are some', () => {
  expect(buildChatRequest({ model: 'm', messages, tools: [] })).not.toHaveProperty('tools');
  expect(buildChatRequest({ model: 'm', messages, tools: [tool] })).toHaveProperty('tools', [tool]);
});

test('what the user adds goes along but replaces nothing of ours', () => {
  const request = buildChatRequest({
    model: 'm',
    messages,
    extra: { temperature: 0, model: 'other', stream: false },
  });

  expect(request).toMatchObject({ temperature: 0, model: 'm', stream: true });
});

test('a traceparent is valid, random and new each time', () => {
  const drawn = Array.from({ length: 100 }, drawTraceparent);

  expect(new Set(drawn).size).toBe(100);
  for (const one of drawn) expect(one).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});
