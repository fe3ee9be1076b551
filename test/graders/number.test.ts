import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradeSpec, nullAnswers, problemsOf, says, verdict } from './support/answers.js';

const spec = { type: 'number', value: 1234.5, tolerance: 0.01 };

test.each([
  '1234.5',
  '1,234.50',
  '$1,234.50',
  '1 234.5',
  '1.2345e3',
  '**1,234.5**',
  '1234.5 euros',
  '1234.509',
])('%s is 1234.5', async (slot) => expect(await verdict(spec, `ANSWER: ${slot}`)).toBe('pass'));

test.each([
  '1234',
  '-1234.5',
  '1234.5 or 1235',
  '1234.5, 1300',
  '11234.5',
  '1234.56',
  '1234,5',
  'not 1234.5',
  '1.2345 thousand',
])('%s is not 1234.5', async (slot) => expect(await verdict(spec, `ANSWER: ${slot}`)).toBe('fail'));

test.each([
  ...nullAnswers,
  'ANSWER: 0',
  'ANSWER: 1\nANSWER: 1234.5',
  '1234.5',
  `ANSWER: ${'1 '.repeat(500_000)}`,
])('%.30j is wrong', async (content) => expect(await verdict(spec, content)).toBe('fail'));

test('another unit is wrong, no unit is right', async () => {
  const metres = { type: 'number', value: 12, unit: 'km' };
  expect(await verdict(metres, 'ANSWER: 12 km')).toBe('pass');
  expect(await verdict(metres, 'ANSWER: 12')).toBe('pass');
  expect(await verdict(metres, 'ANSWER: 12 m')).toBe('fail');
});

test('the span is the slot', async () => {
  const { spans } = await gradeSpec(spec, says('x\nANSWER: 1234.5'));
  expect(spans).toEqual([{ exchange: 0, in: 'content', start: 10, end: 16 }]);
});

test('only values within the tolerance pass', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e6, max: 1e6 }),
      async (value, said) => {
        const expected = Math.abs(value - said) <= 2 ? 'pass' : 'fail';
        expect(await verdict({ type: 'number', value, tolerance: 2 }, `ANSWER: ${said}`)).toBe(expected);
      },
    ),
  );
});

test('a tolerance that lets 0 pass is a mistake of the task', () => {
  expect(problemsOf({ type: 'number', value: 5, tolerance: 5 })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});
