import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { BenchError } from '../../src/errors/bench-error.js';
import { startMiner } from '../../src/mock/miner.js';
import type { MinerOptions } from '../../src/mock/miner.js';
import { openTarget } from '../../src/target/open-target.js';
import type { ChatRequest, Exchange } from '../../src/target/exchange.js';
import { readTimeline } from '../../src/target/read-timeline.js';
import type { Reading } from '../../src/target/read-timeline.js';
import { openTokenCounter } from '../../src/target/token-counter.js';
import type { TokenCounter } from '../../src/target/token-counter.js';
import { sample, suiteOf, task } from '../support/mock-suite.js';

const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
const suite = suiteOf([
  task('talk', { turns: ['Talk.'], oracle: [sample(words)] }),
  task('tool', {
    turns: ['Use the tool.'],
    oracle: [
      sample(
        { content: '', toolCalls: [{ name: 'find', arguments: { city: 'Ghent' } }], artifacts: [] },
        'Found.',
      ),
    ],
  }),
]);

let tokens: TokenCounter;

beforeAll(async () => {
  tokens = await openTokenCounter();
});

afterAll(() => tokens[Symbol.asyncDispose]());

function start(options: Partial<MinerOptions> = {}) {
  return startMiner({ profile: 'instant', suites: [suite], seed: 's', tokens, ...options });
}

function request(content: string, changes: object = {}): ChatRequest {
  return {
    model: 'any',
    messages: [{ role: 'user', content }],
    stream: true,
    stream_options: { include_usage: true },
    ...changes,
  };
}

/** Plain HTTP, read by the benchmark's own reader. */
async function ask(url: string, asked: ChatRequest): Promise<Reading & { status: number }> {
  const response = await post(url, JSON.stringify(asked));
  const bytes = new Uint8Array(await response.arrayBuffer());
  const contentType = response.headers.get('content-type') ?? '';
  return {
    ...readTimeline([{ atMs: 0, bytes }], { contentType, status: response.status }),
    status: response.status,
  };
}

/** Through the benchmark's own client. */
async function exchange(url: string, asked: ChatRequest): Promise<Exchange> {
  await using target = await openTarget({
    url,
    headers: {},
    connections: 1,
    limits: { maxBodyBytes: 1e7, maxEventBytes: 1e6, maxEvents: 1e5, maxHeaderBytes: 16_384 },
  });
  return await target.exchange(asked, {
    timeouts: { firstOutputMs: 10_000, idleMs: 10_000, totalMs: 20_000 },
    retries: 0,
  });
}

function post(url: string, body: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    ...(signal === undefined ? {} : { signal }),
  });
}

const errorSchema = z.object({
  error: z.object({ message: z.string(), type: z.string(), code: z.string() }),
});

describe('the embedded miner', () => {
  test('answers a stream the benchmark’s own client finds nothing wrong with', async () => {
    await using miner = await start();
    const { outcome, reply, flags, status } = await exchange(miner.url, request('Talk.'));
    expect({ outcome, flags, status }).toEqual({ outcome: { status: 'ok' }, flags: [], status: 200 });
    expect(reply.content).toBe(words);
  });

  test('reports the tokens the benchmark counts itself', async () => {
    await using miner = await start();
    const { usage } = await ask(miner.url, request('Talk.'));
    const { counts } = await tokens.count(['Talk.', words]);
    expect(usage).toMatchObject({ promptTokens: counts[0]! + 4, completionTokens: counts[1] });
  });

  test('thinking aloud costs tokens like any output', async () => {
    await using miner = await start({ profile: 'reasoning' });
    const { usage, reply } = await ask(miner.url, request('Talk.'));
    const { counts } = await tokens.count([reply.reasoning, words]);
    expect(reply.reasoning).not.toBe('');
    expect(usage?.completionTokens).toBe(counts[0]! + counts[1]!);
  });

  test('under-report names three tokens in ten and no-usage none', async () => {
    await using honest = await start();
    await using under = await start({ profile: 'under-report' });
    await using silent = await start({ profile: 'no-usage' });
    const [full, low, none] = await Promise.all(
      [honest, under, silent].map(({ url }) => ask(url, request('Talk.'))),
    );
    expect(low!.usage?.completionTokens).toBe(Math.ceil(0.3 * full!.usage!.completionTokens!));
    expect(none!.usage).toBeUndefined();
    expect(none!.reply.content).toBe(full!.reply.content);
  });

  test('sends no usage to those who did not ask for it', async () => {
    await using miner = await start();
    const { usage, reply } = await ask(miner.url, request('Talk.', { stream_options: {} }));
    expect(usage).toBeUndefined();
    expect(reply.content).toBe(words);
  });

  test('calls tools, and goes on when it has their results', async () => {
    await using miner = await start();
    const first = await ask(miner.url, request('Use the tool.'));
    expect(first.reply.toolCalls).toEqual([
      { id: 'call_0_0', name: 'find', argumentsText: '{"city":"Ghent"}' },
    ]);
    const toolCall = { id: 'call_0_0', type: 'function', function: { name: 'find', arguments: '{}' } };
    const second = await ask(
      miner.url,
      request('', {
        messages: [
          { role: 'user', content: 'Use the tool.' },
          { role: 'assistant', content: null, tool_calls: [toolCall] },
          { role: 'tool', tool_call_id: 'call_0_0', content: '{}' },
        ],
      }),
    );
    expect(second.reply.content).toBe('Found.');
  });

  test('answers without a stream too', async () => {
    await using miner = await start();
    const response = await post(miner.url, JSON.stringify({ ...request('Talk.'), stream: false }));
    expect(response.headers.get('content-type')).toBe('application/json');
    const body = z
      .object({
        choices: z.array(z.object({ message: z.object({ content: z.string() }) })),
        usage: z.object({ completion_tokens: z.number().positive() }),
      })
      .parse(await response.json());
    expect(body.choices[0]!.message.content).toBe(words);
  });

  test('says so when it does not know a task', async () => {
    await using miner = await start();
    const { reply } = await ask(miner.url, request('Who are you?'));
    expect(reply.content).toBe('I do not know this task.');
  });

  test('the same seed and request give the same answer, from one start to the next', async () => {
    const answers: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      await using miner = await start({ accuracy: 0.5 });
      const { reply } = await ask(miner.url, request('Talk.'));
      answers.push(reply.content);
    }
    expect(answers[0]).toBe(answers[1]);
  });

  test.each([
    ['null-500', 'http_error'],
    ['null-keepalive', 'empty'],
  ])('%s gives a miner error: %s', async (profile, kind) => {
    await using miner = await start({ profile });
    const { outcome } = await exchange(miner.url, request('Talk.'));
    expect(outcome).toMatchObject({ status: 'miner_error', kind });
  });

  test.each([
    ['null-dot', '.'],
    ['null-echo', 'Be brief.\n\nTalk of 3 cats, and cats.'],
    ['null-keywords', 'Be brief. Talk of 3 cats and cats.'],
    ['null-zero', 'ANSWER: 0'],
    ['null-a', 'ANSWER: A'],
  ])('%s always says its piece', async (profile, said) => {
    await using miner = await start({ profile });
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Talk of 3 cats, and cats.' },
    ];
    const { reply } = await ask(miner.url, request('', { messages }));
    expect(reply.content).toBe(said);
    expect(reply.toolCalls).toEqual([]);
  });

  test('a flaky miner’s resets are resets on the wire', async () => {
    await using miner = await start({ profile: 'flaky' });
    const seen = new Set<string>();
    for (let at = 0; at < 60 && seen.size < 3; at++) {
      const answer = ask(miner.url, request(`Question ${at}?`));
      seen.add(await answer.then(({ status }) => `HTTP ${status}`).catch(() => 'reset'));
    }
    expect(seen).toEqual(new Set(['HTTP 200', 'HTTP 500', 'reset']));
  });

  test('a client that goes away frees its place at once', async () => {
    await using miner = await start({ profile: 'slow' });
    const leave = new AbortController();
    const response = await post(miner.url, JSON.stringify(request('Talk.')), leave.signal);
    expect(response.status).toBe(200);
    expect(miner.stats()).toMatchObject({ active: 1, aborted: 0 });
    leave.abort();
    await expect.poll(() => miner.stats()).toEqual({ requests: 1, active: 0, aborted: 1, refused: 0 });
  });

  test.each([
    ['not JSON', '{"model":'],
    ['no messages', '{"model":"m","messages":[]}'],
    ['a strange role', '{"model":"m","messages":[{"role":"wizard","content":"x"}]}'],
    ['a number for content', '{"model":"m","messages":[{"role":"user","content":5}]}'],
    ['a list', '[]'],
  ])('refuses %s with a 400 in JSON', async (_, body) => {
    await using miner = await start();
    const response = await post(miner.url, body);
    expect(response.status).toBe(400);
    expect(errorSchema.parse(await response.json()).error.type).toBe('invalid_request_error');
    expect(miner.stats()).toMatchObject({ refused: 1, requests: 0 });
  });

  test('answers /health, /metrics and /v1/models, and 404 or 405 elsewhere', async () => {
    await using miner = await start();
    expect(await (await fetch(`${miner.url}/health`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${miner.url}/metrics?x=1`)).text()).toContain('miner_requests_total 0\n');
    expect(await (await fetch(`${miner.url}/v1/models`)).json()).toMatchObject({ data: [{ id: 'mock' }] });
    expect((await fetch(`${miner.url}/nothing`)).status).toBe(404);
    expect((await fetch(`${miner.url}/v1/chat/completions`)).status).toBe(405);
  });

  test('closing drops open streams and frees the port', async () => {
    const miner = await start({ profile: 'slow' });
    const response = await post(miner.url, JSON.stringify(request('Talk.')));
    const rest = expect(response.text()).rejects.toThrow();
    await miner.close();
    await rest;
    await expect(fetch(`${miner.url}/health`)).rejects.toThrow();
  });

  test('closing ends the token counter that is its own', async () => {
    const miner = await start({ tokens: undefined });
    const { usage } = await ask(miner.url, request('Talk.'));
    expect(usage?.promptTokens).toBeGreaterThan(4);
    await miner.close();
  });

  test('a taken port and an unknown profile are said at once', async () => {
    await using miner = await start();
    await expect(start({ port: Number(new URL(miner.url).port) })).rejects.toThrow(/it is in use/);
    await expect(start({ profile: 'nope' })).rejects.toThrow(BenchError);
  });
});
