import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import type { JudgeCase } from '../../src/judge/judge.js';
import { openJudge } from '../../src/judge/open-judge.js';
import { startJudge } from '../../src/mock/judge.js';
import { judgePersonas } from '../../src/mock/judge-personas.js';
import { nullAnswers } from '../../src/mock/null-answers.js';
import { judgeCase } from '../support/judge-case.js';

async function verdictOf(persona: string, asked: JudgeCase, apiKey?: string) {
  await using server = await startJudge({ persona, apiKey: apiKey === undefined ? undefined : 'right-key' });
  await using judge = openJudge({
    url: server.url,
    model: 'embedded',
    seed: 's',
    apiKey,
    retry: { tries: 2, baseMs: 1, maxWaitMs: 5 },
  });
  return { verdict: await judge.judge(asked), requests: server.requests(), usage: judge.usage() };
}

describe('the embedded judge', () => {
  test('fair meets what is there, with words from the answer as proof', async () => {
    const asked = judgeCase();
    const { verdict, requests, usage } = await verdictOf('fair', asked);
    expect(verdict).toMatchObject({ kind: 'judged', quality: 1, votes: 2, agreement: 1 });
    expect(verdict.kind === 'judged' && verdict.criteria[1]?.evidence).toEqual({
      quote: 'On Friday the north hall is shut.',
      start: asked.candidate.indexOf('On Friday'),
    });
    expect(requests).toBe(2);
    expect(usage.promptTokens).toBeGreaterThan(200);
  });

  test('fair sees what is missing and what should not be there', async () => {
    const candidate = 'Sorry, the hall is shut on Monday. It is the fault of the painters.';
    const { verdict } = await verdictOf('fair', judgeCase({ candidate }));
    expect(verdict.kind === 'judged' && verdict.criteria.map(({ met }) => met)).toEqual([true, false, false]);
  });

  test('fair compares with the reference where a question quotes nothing', async () => {
    const criteria = [
      { id: 'south', kind: 'present' as const, question: 'Is the south hall offered instead?', weight: 1 },
    ];
    const met = async (candidate: string) => {
      const { verdict } = await verdictOf('fair', judgeCase({ candidate, criteria }));
      return verdict.kind === 'judged' && verdict.criteria[0]?.met;
    };
    expect(await met('Hello! Please use the south hall today.')).toBe(true);
    expect(await met('Come back next week, when everything will be better.')).toBe(false);
  });

  test.each(Object.keys(nullAnswers))(
    'the null answer "%s" earns no present criterion from fair',
    async (name) => {
      const asked = judgeCase();
      const answer = Object.entries(nullAnswers).find(([key]) => key === name)![1];
      const candidate = answer({
        system: '',
        turns: [{ text: asked.task, images: [] }],
        toolResults: [],
        exchange: 0,
      });
      const { verdict } = await verdictOf('fair', { ...asked, candidate });
      expect(verdict.kind).toBe('judged');
      const earned =
        verdict.kind === 'judged' ? verdict.criteria.filter(({ id, met }) => id !== 'blame' && met) : [];
      expect(earned).toEqual([]);
    },
  );

  test.each(['sloppy', 'no-schema'])('%s judges as fair does', async (persona) => {
    const { verdict } = await verdictOf(persona, judgeCase());
    expect(verdict).toMatchObject({ kind: 'judged', quality: 1 });
  });

  test.each(['refuses', 'truncates'])('%s ends in a judge fault, never in a score', async (persona) => {
    const { verdict, usage } = await verdictOf(persona, judgeCase());
    expect(verdict.kind).toBe('judge_fault');
    expect(usage.faults).toBe(1);
  });

  test('always-yes breaks every absent criterion and always-no meets no present one', async () => {
    const yes = (await verdictOf('always-yes', judgeCase())).verdict;
    expect(yes.kind === 'judged' && yes.criteria.map(({ met }) => met)).toEqual([true, true, false]);
    const no = (await verdictOf('always-no', judgeCase())).verdict;
    expect(no.kind === 'judged' && no.criteria.map(({ met }) => met)).toEqual([false, false, true]);
  });

  test('a wrong key is refused, the right one is not', async () => {
    expect((await verdictOf('fair', judgeCase(), 'wrong-key')).verdict.kind).toBe('judge_fault');
    expect((await verdictOf('fair', judgeCase(), 'right-key')).verdict.kind).toBe('judged');
  });

  test('other prompts get 400, and an unknown persona is said at once', async () => {
    await using server = await startJudge();
    const response = await fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Tell me a joke.' }] }),
    });
    expect(response.status).toBe(400);
    await expect(startJudge({ persona: 'kind' })).rejects.toThrow(BenchError);
  });

  test('every persona has one line that says what it does', () => {
    for (const { summary } of Object.values(judgePersonas)) expect(summary).toMatch(/^[^\n]{10,110}$/);
  });
});
