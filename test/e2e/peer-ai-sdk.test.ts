import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningMiner } from '../../src/mock/miner.js';
import { longAnswer, startPeerMiner } from '../support/peer-miner.js';

let miner: RunningMiner;

beforeAll(async () => {
  miner = await startPeerMiner();
});

afterAll(() => miner.close());

const modelOf = ({ url }: RunningMiner) =>
  createOpenAICompatible({ name: 'miner', baseURL: `${new URL(url).origin}/v1`, includeUsage: true })('mock');

const asked: string[] = [];
const weather = tool({
  description: 'The weather of the coming days.',
  inputSchema: jsonSchema<{ city: string; days: number }>({
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' } },
    required: ['city', 'days'],
  }),
  execute: ({ city, days }) => {
    asked.push(`${city} ${days}`);
    return 'rain';
  },
});

test('the AI SDK streams an answer with its finish reason and usage', async () => {
  const { textStream, finishReason, usage } = streamText({
    model: modelOf(miner),
    prompt: 'Talk.',
    maxRetries: 0,
  });
  const parts = [];
  for await (const part of textStream) parts.push(part);

  expect(parts.join('')).toBe(longAnswer);
  expect(parts.length).toBeGreaterThan(10);
  expect(await finishReason).toBe('stop');
  expect((await usage).outputTokens).toBeGreaterThan(50);
});

test('it calls a tool of the stream with its arguments, sends the result, and ends with the answer', async () => {
  const { text, steps } = streamText({
    model: modelOf(miner),
    prompt: 'Weather in Ghent?',
    tools: { weather },
    stopWhen: stepCountIs(3),
    maxRetries: 0,
  });

  expect(await text).toBe('It rains.');
  expect((await steps).map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
  expect(asked).toEqual(['Ghent 2']);
});

test('reasoning is reasoning for it, and no part of the text', async () => {
  await using thinking = await startPeerMiner({ profile: 'reasoning' });
  const { text, reasoningText } = streamText({ model: modelOf(thinking), prompt: 'Talk.', maxRetries: 0 });

  expect((await reasoningText)?.length).toBeGreaterThan(100);
  expect(await text).toBe(longAnswer);
});

test('without streaming it reads the same answer', async () => {
  const { text, usage } = await generateText({ model: modelOf(miner), prompt: 'Talk.', maxRetries: 0 });

  expect(text).toBe(longAnswer);
  expect(usage.outputTokens).toBeGreaterThan(50);
});
