import { expect, test } from 'vitest';
import { gradeSpec, nullAnswers, problemsOf, says, verdict } from './support/answers.js';

const spec = {
  type: 'contains',
  all: ['Ada Lovelace', '1843'],
  any: ['engine', 'machine'],
  forbid: ['Babbage', '1834'],
};
const right = 'In 1843 Ada Lovelace wrote about the engine.';

test.each([
  right,
  'ADA  LOVELACE, 1843: the machine',
  'ada\nlovelace (1843) machine',
  'Ada Love\u200Blace, 1843, engine',
])('%j says it', async (content) => expect(await verdict(spec, content)).toBe('pass'));

test.each([
  ['one of all is missing', 'In 1843 Lovelace wrote about the engine.'],
  ['none of any', 'In 1843 Ada Lovelace wrote.'],
  ['a part of a word', 'In 1843 Ada Lovelace wrote about engineering.'],
  ['a part of a number', 'In 18431 Ada Lovelace wrote about the engine.'],
  ['a forbidden word', `${right} Babbage built it.`],
  ['a forbidden word with a hidden character', `${right} Bab\u200Bbage built it.`],
  ['all candidates', 'Ada Lovelace or Babbage, 1843 or 1834, engine or machine'],
])('%s fails', async (_, content) => expect(await verdict(spec, content)).toBe('fail'));

test.each(nullAnswers)('%j fails', async (content) => expect(await verdict(spec, content)).toBe('fail'));

test('the scope can be the slot', async () => {
  const slot = { type: 'contains', all: ['red'], forbid: ['blue'], scope: 'answer' };
  expect(await verdict(slot, 'It is not blue.\nANSWER: dark red')).toBe('pass');
  expect(await verdict(slot, 'It is red.\nANSWER: green')).toBe('fail');
  expect(await verdict(slot, 'red')).toBe('fail');
});

test('case counts where the task says so', async () => {
  const strict = { type: 'contains', all: ['IT'], caseSensitive: true };
  expect(await verdict(strict, 'the IT team')).toBe('pass');
  expect(await verdict(strict, 'it is')).toBe('fail');
});

test('the finding names the distractor and spans the visible content', async () => {
  const finding = await gradeSpec(spec, says(`\n ${right} Babbage.`));
  expect(finding.reason).toContain('"Babbage"');
  expect(finding.spans).toEqual([{ exchange: 0, in: 'content', start: 2, end: right.length + 11 }]);
});

test('what cannot be met is a mistake of the task', () => {
  expect(problemsOf({ type: 'contains', forbid: ['x'] })).toHaveLength(1);
  expect(problemsOf({ type: 'contains', all: ['old Babbage'], forbid: ['Babbage'] })).toHaveLength(1);
  expect(problemsOf({ type: 'contains', any: ['a', 'b'], forbid: ['a', 'b'] })).toHaveLength(1);
  expect(problemsOf({ type: 'contains', all: ['\u200B'] })).toHaveLength(1);
  expect(problemsOf(spec)).toEqual([]);
});
