import { expect, test } from 'vitest';
import { gradeSpec, nullAnswers, problemsOf, says, verdict } from './support/answers.js';

const spec = { type: 'exact', answer: 'New York', accept: ['NYC'] };

test.each([
  'ANSWER: New York',
  'ANSWER: new  york.',
  '**ANSWER:** "New York"',
  'ANSWER: `NYC`',
  'ANSWER: New\u00A0York',
  'ANSWER: New\u200B York',
  'Some thoughts about Boston.\nANSWER: New York',
])('%j is right', async (content) => expect(await verdict(spec, content)).toBe('pass'));

test.each([
  'New York',
  'ANSWER: York',
  'ANSWER: New York City',
  'ANSWER: New York or Boston',
  'ANSWER: not New York',
  'ANSWER: NewYork',
  'ANSWER: New Yоrk', // a Cyrillic о
  'ANSWER: New York\nANSWER: Boston',
  'ANSWER: Boston\nANSWER: New York',
  'ANSWER: <New York>',
  ...nullAnswers,
])('%j is wrong', async (content) => expect(await verdict(spec, content)).toBe('fail'));

test('case counts where the task says so', async () => {
  const strict = { type: 'exact', answer: 'aB', caseSensitive: true };
  expect(await verdict(strict, 'ANSWER: aB')).toBe('pass');
  expect(await verdict(strict, 'ANSWER: ab')).toBe('fail');
});

test('an answer that is itself written with marks is right with or without others around it', async () => {
  const dunder = { type: 'exact', answer: '__init__' };
  expect(await verdict(dunder, 'ANSWER: __init__')).toBe('pass');
  expect(await verdict(dunder, 'ANSWER: `__init__`')).toBe('pass');
});

test('the whole content can be the slot', async () => {
  const whole = { type: 'exact', answer: 'Paris', slot: 'whole' };
  expect(await verdict(whole, ' Paris.\n')).toBe('pass');
  expect(await verdict(whole, 'It is Paris.')).toBe('fail');
});

test('the finding names what was found and where', async () => {
  const finding = await gradeSpec(spec, says('So:\nANSWER: Boston'));
  expect(finding).toMatchObject({
    quality: 0,
    fault: 'miner',
    reason: '"Boston" is not "New York"',
    spans: [{ exchange: 0, in: 'content', start: 12, end: 18 }],
  });
});

test('a right answer that folds to nothing is a mistake of the task', () => {
  expect(problemsOf({ type: 'exact', answer: '.' })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});
