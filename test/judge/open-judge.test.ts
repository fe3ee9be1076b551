import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Clock } from '../../src/lib/clock.js';
import { realClock } from '../../src/lib/real-clock.js';
import { openJudge } from '../../src/judge/open-judge.js';
import type { JudgeOptions } from '../../src/judge/open-judge.js';
import { judgePromptSha256 } from '../../src/judge/prompt.js';
import { readPrompt } from '../../src/judge/read-prompt.js';
import { judgeCase } from '../support/judge-case.js';
import { completionReply, jsonReply, scriptedEndpoint } from '../support/scripted-endpoint.js';
import type { ScriptedReply, SeenRequest } from '../support/scripted-endpoint.js';

const sentSchema = z.object({
  model: z.string(),
  temperature: z.number(),
  max_tokens: z.number(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ type: z.string() }).optional(),
});

function sent(request: SeenRequest) {
  return sentSchema.parse(request.body);
}

function recordsOf(request: SeenRequest) {
  return readPrompt(sent(request).messages[1]!.content)!;
}

/** Answers "no" to all questions. */
const allNo: ScriptedReply = (request, response) => {
  const verdicts = recordsOf(request).questions.map(({ id }) => ({
    id,
    verdict: 'no',
    quote: '',
    reason: 'r',
  }));
  completionReply(JSON.stringify({ verdicts }))(request, response);
};

const fast = { tries: 3, baseMs: 1, maxWaitMs: 5 };

function open(url: string, options: Partial<JudgeOptions> = {}) {
  return openJudge({ url, model: 'm', seed: 's', retry: fast, ...options });
}

describe('openJudge', () => {
  test('sends both votes at temperature 0 with a schema, and counts what it used', async () => {
    await using endpoint = await scriptedEndpoint(allNo);
    await using judge = open(endpoint.url, { apiKey: 'sk-secret', maxTokens: 321 });

    const verdict = await judge.judge(judgeCase());

    expect(verdict).toMatchObject({ kind: 'judged', votes: 2, agreement: 1, quality: 0 });
    expect(endpoint.seen).toHaveLength(2);
    for (const request of endpoint.seen) {
      expect(request.path).toBe('/v1/chat/completions');
      expect(request.headers.authorization).toBe('Bearer sk-secret');
      expect(sent(request)).toMatchObject({
        model: 'm',
        temperature: 0,
        max_tokens: 321,
        response_format: { type: 'json_schema' },
      });
    }
    expect(verdict.use).toEqual({ calls: 2, cachedVotes: 0, promptTokens: 200, completionTokens: 40 });
    expect(judge.usage()).toEqual({ ...verdict.use, faults: 0, isBudgetSpent: false });
    expect(judge.identity).toMatchObject({ model: 'm', url: endpoint.url, promptSha256: judgePromptSha256 });
    expect(JSON.stringify(judge.identity)).not.toContain('secret');
  });

  test('does without response_format where the endpoint refuses it, and remembers', async () => {
    await using endpoint = await scriptedEndpoint((request, response) => {
      const reply =
        sent(request).response_format === undefined ? allNo : jsonReply(400, { error: { code: 'bad' } });
      reply(request, response);
    });
    await using judge = open(endpoint.url, { concurrency: 1 });

    expect((await judge.judge(judgeCase())).kind).toBe('judged');
    expect((await judge.judge(judgeCase())).kind).toBe('judged');

    const withFormat = endpoint.seen.filter((request) => sent(request).response_format !== undefined);
    expect(withFormat.map((request) => sent(request).response_format?.type)).toEqual([
      'json_schema',
      'json_object',
    ]);
    expect(endpoint.seen).toHaveLength(6);
  });

  test('stops at json_object where the endpoint knows that much', async () => {
    await using endpoint = await scriptedEndpoint((request, response) => {
      const isSchema = sent(request).response_format?.type === 'json_schema';
      (isSchema ? jsonReply(400, { error: { code: 'bad' } }) : allNo)(request, response);
    });
    await using judge = open(endpoint.url, { concurrency: 1 });

    await judge.judge(judgeCase());
    await judge.judge(judgeCase({ candidate: 'On Friday it is shut.' }));

    expect(endpoint.seen.map((request) => sent(request).response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
      'json_object',
      'json_object',
    ]);
  });

  test('tries again after 429, 500 and a broken connection', async () => {
    await using endpoint = await scriptedEndpoint(
      jsonReply(429, {}),
      (_, response) => response.destroy(),
      allNo,
      jsonReply(500, {}),
      allNo,
    );
    await using judge = open(endpoint.url, { concurrency: 1 });
    expect((await judge.judge(judgeCase())).kind).toBe('judged');
    expect(judge.usage().calls).toBe(5);
  });

  test('waits as long as Retry-After says, within its limit', async () => {
    const waits: number[] = [];
    const clock: Clock = {
      ...realClock,
      wall: () => new Date('2026-01-01T00:00:00Z'),
      sleep: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    };
    await using endpoint = await scriptedEndpoint(
      jsonReply(429, {}, { 'retry-after': '3' }),
      jsonReply(503, {}, { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }),
      jsonReply(429, {}, { 'retry-after': '86400' }),
      jsonReply(429, {}, { 'retry-after': 'soon' }),
      allNo,
    );
    await using judge = open(endpoint.url, {
      concurrency: 1,
      clock,
      retry: { tries: 5, baseMs: 100, maxWaitMs: 20_000 },
    });
    expect((await judge.judge(judgeCase())).kind).toBe('judged');
    expect(waits).toEqual([3_000, 7_000, 20_000, 800]);
  });

  test('an endpoint that stays out of service is a judge fault after bounded tries', async () => {
    await using endpoint = await scriptedEndpoint(jsonReply(503, {}));
    await using judge = open(endpoint.url);
    expect(await judge.judge(judgeCase())).toMatchObject({
      kind: 'judge_fault',
      reason: 'the judge did not answer: HTTP 503',
    });
    expect(endpoint.seen).toHaveLength(2 * fast.tries);
    expect(judge.usage().faults).toBe(1);
  });

  test('a judge nobody listens for is a judge fault', async () => {
    const endpoint = await scriptedEndpoint(allNo);
    await endpoint[Symbol.asyncDispose]();
    await using judge = open(endpoint.url);
    expect(await judge.judge(judgeCase())).toMatchObject({
      kind: 'judge_fault',
      reason: 'the judge did not answer: ECONNREFUSED',
    });
  });

  test('a judge that never answers is a judge fault after its time', async () => {
    await using endpoint = await scriptedEndpoint(() => undefined);
    await using judge = open(endpoint.url, { timeoutMs: 40, retry: { ...fast, tries: 1 } });
    expect(await judge.judge(judgeCase())).toMatchObject({
      kind: 'judge_fault',
      reason: 'the judge did not answer: it took too long',
    });
  });

  test('a wrong key is a judge fault at once, and neither key nor the endpoint’s words are repeated', async () => {
    await using endpoint = await scriptedEndpoint(
      jsonReply(401, { error: { message: 'Incorrect API key: sk-secret', code: 'invalid_api_key' } }),
    );
    await using judge = open(endpoint.url, { apiKey: 'sk-secret' });
    expect(await judge.judge(judgeCase())).toMatchObject({
      kind: 'judge_fault',
      reason: 'the judge answered HTTP 401 (invalid_api_key)',
    });
    expect(endpoint.seen).toHaveLength(2);
  });

  test('asks again, with a new nonce, where a reply cannot be read', async () => {
    await using endpoint = await scriptedEndpoint(completionReply('Gladly!'), completionReply('Yes.'), allNo);
    await using judge = open(endpoint.url, { concurrency: 1 });
    expect((await judge.judge(judgeCase())).kind).toBe('judged');
    expect(endpoint.seen.length).toBeLessThanOrEqual(6);
    expect(new Set(endpoint.seen.map((request) => recordsOf(request).nonce)).size).toBe(endpoint.seen.length);
  });

  test.each([
    [
      'refuses',
      jsonReply(200, { choices: [{ message: { content: null, refusal: 'no' }, finish_reason: 'stop' }] }),
    ],
    ['is cut off', completionReply('{"verdicts":[', 'length')],
    ['talks', completionReply('I would rather not say.')],
    ['answers 400', jsonReply(400, { error: { code: 'content_filter' } })],
    ['sends a flood', completionReply('x'.repeat(1_200_000))],
  ])('a judge that %s on one candidate only: the candidate’s fault', async (_, failure) => {
    await using endpoint = await scriptedEndpoint((request, response) => {
      const isPoisoned = recordsOf(request).candidate.includes('POISON');
      (isPoisoned ? failure : allNo)(request, response);
    });
    await using judge = open(endpoint.url);
    expect(await judge.judge(judgeCase({ candidate: 'POISON' }))).toMatchObject({ kind: 'candidate_fault' });
    expect(await judge.judge(judgeCase())).toMatchObject({ kind: 'judged' });
    expect(judge.usage().faults).toBe(0);
  });

  test('a judge that refuses everything is a judge fault, and asks stay bounded', async () => {
    await using endpoint = await scriptedEndpoint(completionReply('No.'));
    await using judge = open(endpoint.url);
    expect(await judge.judge(judgeCase())).toMatchObject({ kind: 'judge_fault' });
    expect(endpoint.seen).toHaveLength(9);
    expect(judge.usage().faults).toBe(1);
  });

  test('never asks for more at once than its concurrency', async () => {
    let underWay = 0;
    let most = 0;
    await using endpoint = await scriptedEndpoint((request, response) => {
      most = Math.max(most, ++underWay);
      setTimeout(() => {
        underWay--;
        allNo(request, response);
      }, 5);
    });
    await using judge = open(endpoint.url, { concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => judge.judge(judgeCase())));
    expect(endpoint.seen).toHaveLength(12);
    expect(most).toBe(2);
  });

  test('an interrupted run gets its own reason back', async () => {
    await using endpoint = await scriptedEndpoint(() => undefined);
    await using judge = open(endpoint.url);
    const stop = new AbortController();
    const verdict = judge.judge(judgeCase(), stop.signal);
    stop.abort(new Error('stopped by the user'));
    await expect(verdict).rejects.toThrow('stopped by the user');
  });

  test('closing ends what is under way', async () => {
    await using endpoint = await scriptedEndpoint(jsonReply(503, {}));
    const judge = open(endpoint.url, { retry: { tries: 5, baseMs: 60_000, maxWaitMs: 60_000 } });
    const verdict = judge.judge(judgeCase());
    await expect.poll(() => endpoint.seen.length).toBe(2);
    await judge[Symbol.asyncDispose]();
    expect(await verdict).toMatchObject({ kind: 'judge_fault' });
  });
});
