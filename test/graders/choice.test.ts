import { expect, test } from 'vitest';
import { nullAnswers, problemsOf, verdict } from './support/answers.js';

const spec = { type: 'choice', answer: 'B', options: ['A', 'B', 'C', 'D'] };

test.each([
  'B',
  'b',
  '(B)',
  '[B]',
  'B)',
  'B.',
  'B:',
  '**B**',
  '`B`',
  'Option B',
  'choice b',
  'B) Paris',
  'B: Paris',
  'B - Paris',
  '(B) Paris',
])('%j chooses B', async (slot) => expect(await verdict(spec, `ANSWER: ${slot}`)).toBe('pass'));

test.each([
  'A',
  'A or B',
  'B or C',
  'B, C',
  'B/C',
  'B and D',
  'A B C D',
  'ABCD',
  'BC',
  'not B',
  'B is wrong',
  'B) Paris or C) Rome',
  'B: or C',
  'neither',
  'E',
  'В', // a Cyrillic В
  'B\nANSWER: C',
])('%j does not choose B', async (slot) => expect(await verdict(spec, `ANSWER: ${slot}`)).toBe('fail'));

test.each([...nullAnswers, 'B', 'A\nB\nC\nD'])('%j is no choice', async (content) =>
  expect(await verdict(spec, content)).toBe('fail'),
);

test('options may be words', async () => {
  const words = { type: 'choice', answer: 'dark red', options: ['red', 'dark red', 'blue'] };
  expect(await verdict(words, 'ANSWER: Dark Red')).toBe('pass');
  expect(await verdict(words, 'ANSWER: red')).toBe('fail');
  expect(await verdict(words, 'ANSWER: redder')).toBe('fail');
});

test('what cannot be chosen is a mistake of the task', () => {
  expect(problemsOf({ ...spec, answer: 'E' })).toHaveLength(1);
  expect(problemsOf({ ...spec, options: ['A', 'B', 'b'] })).toHaveLength(1);
  expect(problemsOf({ ...spec, options: ['?', 'B'] })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});
