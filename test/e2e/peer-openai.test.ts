import OpenAI, { APIError } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningMiner } from '../../src/mock/miner.js';
import { longAnswer, startPeerMiner } from '../support/peer-miner.js';

/** The official SDK of OpenAI, which throws on frames that are no JSON and on errors in a stream. */
const clientOf = ({ url }: RunningMiner) =>
  new OpenAI({ baseURL: `${new URL(url).origin}/v1`, apiKey: 'none', maxRetries: 0 });

const weatherTool = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'The weather of the coming days.',
    parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } },
  },
} as const;
const question = { role: 'user', content: 'Weather in Ghent?' } as const;

let miner: RunningMiner;
let client: OpenAI;

beforeAll(async () => {
  miner = await startPeerMiner();
  client = clientOf(miner);
});

afterAll(() => miner.close());

test('the official SDK streams an answer, its finish reason and its usage', async () => {
  const stream = await client.chat.completions.create({
    model: 'mock',
    messages: [{ role: 'user', content: 'Talk.' }],
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);

  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(longAnswer);
  expect(chunks.filter(({ choices }) => choices[0]?.delta.content).length).toBeGreaterThan(10);
  expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
  const usage = chunks.at(-1)!.usage!;
  expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  expect(usage.completion_tokens).toBeGreaterThan(50);
});

test('its stream helper puts a tool call together, and the answer after the result is the last word', async () => {
  const call = await client.chat.completions
    .stream({ model: 'mock', messages: [question], tools: [weatherTool] })
    .finalChatCompletion();
  const { message, finish_reason: reason } = call.choices[0]!;
  const [toolCall] = message.tool_calls ?? [];

  expect(reason).toBe('tool_calls');
  expect(toolCall?.type === 'function' && JSON.parse(toolCall.function.arguments)).toEqual({
    city: 'Ghent',
    days: 2,
  });

  const answer = await client.chat.completions
    .stream({
      model: 'mock',
      messages: [question, message, { role: 'tool', tool_call_id: toolCall!.id, content: 'rain' }],
      tools: [weatherTool],
    })
    .finalContent();
  expect(answer).toBe('It rains.');
});

test('without streaming it reads the same answer and usage in one body', async () => {
  const { choices, usage, object } = await client.chat.completions.create({
    model: 'mock',
    messages: [{ role: 'user', content: 'Talk.' }],
  });

  expect(object).toBe('chat.completion');
  expect(choices[0]?.message.content).toBe(longAnswer);
  expect(usage?.completion_tokens).toBeGreaterThan(50);
});

test('a malformed request is its BadRequestError, with the words of the miner', async () => {
  const refused = client.chat.completions.create({ model: 'mock', messages: [] });

  await expect(refused).rejects.toThrow(APIError);
  await expect(refused).rejects.toMatchObject({ status: 400 });
});

test('what it stops reading is an abort for the miner, and frees it', async () => {
  await using slow = await startPeerMiner({ profile: 'slow' });
  const stream = await clientOf(slow).chat.completions.create({
    model: 'mock',
    messages: [{ role: 'user', content: 'Talk.' }],
    stream: true,
  });
  stream.controller.abort();
  while (slow.stats().active > 0) await new Promise((resolve) => void setTimeout(resolve, 5));

  expect(slow.stats()).toMatchObject({ requests: 1, aborted: 1 });
});

test('a stream that breaks off is an error for it, not a short answer', async () => {
  await using flaky = await startPeerMiner({ profile: 'flaky' });
  const client = clientOf(flaky);
  const ends = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      client.chat.completions
        .stream({
          model: 'mock',
          messages: [
            { role: 'system', content: String(index) },
            { role: 'user', content: 'Talk.' },
          ],
        })
        .finalContent()
        .catch(() => 'error'),
    ),
  );

  expect(ends.filter((end) => end === 'error').length).toBeGreaterThan(0);
  expect(ends.filter((end) => end === 'error').length).toBeLessThan(24);
});
