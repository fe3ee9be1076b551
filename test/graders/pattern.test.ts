import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import { gradeSpec, nullAnswers, problemsOf, says, holding } from './support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks({ deadlineMs: 500 });
});
afterAll(() => bounded[Symbol.asyncDispose]());

async function grade(spec: Readonly<Record<string, unknown>>, content: string) {
  return gradeSpec({ type: 'pattern', ...spec }, says(content), { bounded });
}

const time = { pattern: '([01]\\d|2[0-3]):[0-5]\\d' };

test.each(['ANSWER: 09:30', '**ANSWER:** `23:59`'])('%j matches whole', async (content) =>
  expect((await grade(time, content)).verdict).toBe('pass'),
);

test.each(['ANSWER: 09:30 or 10:30', 'ANSWER: at 09:30', 'ANSWER: 24:00', '09:30', ...nullAnswers])(
  '%j does not match',
  async (content) => expect((await grade(time, content)).verdict).toBe('fail'),
);

test('alternatives and the m flag do not loosen the whole match', async () => {
  expect((await grade({ pattern: 'a|b' }, 'ANSWER: ab')).verdict).toBe('fail');
  expect((await grade({ pattern: 'b', flags: 'm' }, 'ANSWER: ab')).verdict).toBe('fail');
  expect((await grade({ pattern: 'a|ab' }, 'ANSWER: ab')).verdict).toBe('pass');
});

test('in the whole content the span is the match', async () => {
  const finding = await grade({ ...time, scope: 'whole' }, 'At 09:30 sharp.');
  expect(finding).toMatchObject({ verdict: 'pass', spans: [{ start: 3, end: 8 }] });
  expect((await grade({ ...time, scope: 'whole' }, 'At noon.')).verdict).toBe('fail');
});

test('an absent pattern may occur nowhere, and something must be said', async () => {
  const absent = { pattern: 'utili[sz]e', flags: 'iu', scope: 'whole', absent: true };
  expect((await grade(absent, 'We use it.')).verdict).toBe('pass');
  expect((await grade(absent, 'We Utilise it.')).verdict).toBe('fail');
  expect((await grade(absent, '')).verdict).toBe('fail');
  expect((await grade(absent, '.')).verdict).toBe('fail');
  expect((await grade({ ...absent, scope: 'answer' }, 'utilise\nANSWER: we utilize it')).verdict).toBe(
    'fail',
  );
  expect((await grade({ ...absent, scope: 'answer' }, 'utilise\nANSWER: use')).verdict).toBe('pass');
});

test('a text that stalls the pattern fails: it must not buy an exclusion', async () => {
  const finding = await grade({ pattern: '(a+)+b', scope: 'whole' }, 'a'.repeat(60));
  expect(finding).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding('deadline'),
  });
});

test('a pattern that does not compile is the task’s fault', async () => {
  expect(await grade({ pattern: '(' }, 'ANSWER: x')).toMatchObject({
    verdict: 'error',
    fault: 'task',
    quality: 0,
  });
});

test('what cannot be meant is a mistake of the task', () => {
  const type = 'pattern';
  expect(problemsOf({ type, pattern: '(' })).toHaveLength(1);
  expect(problemsOf({ type, pattern: '.*' })).toHaveLength(1);
  expect(problemsOf({ type, ...time })).toEqual([]);
});
