import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalContent } from '../../src/graders/answer.js';
import {
  answerSlot,
  contradiction,
  lastForm,
  maxContentChars,
  slotOf,
  wholeContent,
} from '../../src/graders/slots.js';
import { does, says, holding } from './support/answers.js';

function slotText(content: string): string | undefined {
  const slot = answerSlot(says(content));
  return slot.kind === 'found' ? lastForm(slot.value) : undefined;
}

test.each([
  'ANSWER: Paris',
  'answer: Paris',
  'Answer : Paris',
  '  ANSWER: Paris  ',
  '**ANSWER:** Paris',
  '**ANSWER: Paris**',
  '**ANSWER**: Paris',
  '***ANSWER:*** Paris',
  '`ANSWER: Paris`',
  'ANSWER: `Paris`',
  'ANSWER: **Paris**',
  'ANSWER: "Paris"',
  '**ANSWER:** `Paris`',
  '> ANSWER: Paris',
  '- ANSWER: Paris',
  '### ANSWER: Paris',
  'ANSWER：Paris',
  '\u200BANSWER: Paris',
  'First I thought.\n\nANSWER: Paris\n',
  'text\r\nANSWER: Paris\r\nthanks',
  'ANSWER: Paris\nANSWER: paris.',
  '```\nANSWER: Paris\n```',
  '**Answer:** as follows.\nFirst, …\nANSWER: Paris',
])('%j answers Paris', (content) => expect(slotText(content)?.replace('paris.', 'Paris')).toBe('Paris'));

test.each([
  ['', 'says nothing'],
  ['Paris', 'no line'],
  ['The ANSWER: Paris', 'no line'],
  ['ANSWER Paris', 'no line'],
  ['ANSWERS: Paris', 'no line'],
  ['x\nANSWER:', 'empty'],
  ['ANSWER:\nParis', 'empty'],
  ['ANSWER: Paris\nANSWER: Rome', 'contradict'],
  ['ANSWER: Paris\nANSWER: Rome\nANSWER: Paris', 'contradict'],
  ['ANSWER: Paris\n**ANSWER:** Rome', 'contradict'],
  ['ANSWER: Paris\nANSWER:', 'contradict'],
  ['answer: Paris\nAnswer: Rome', 'contradict'],
  [`ANSWER: ${'x'.repeat(20_000)}`, 'too long'],
])('%j has no answer: %s', (content, why) => {
  expect(answerSlot(says(content.slice(0, 30_000)))).toMatchObject({
    kind: 'missing',
    reason: holding(why),
  });
});

test('the span is the value, without marks before it', () => {
  for (const content of [
    'x\n  **ANSWER:** Paris',
    'x\r\nANSWER: Paris\n',
    '**ANSWER: Paris**',
    '> `ANSWER: Paris`',
    'ANSWER:Paris',
  ]) {
    const slot = answerSlot(says(content));
    expect(slot.kind === 'found' && content.slice(slot.span.start, slot.span.end)).toBe('Paris');
  }
});

test('the answer is the last exchange, and the span says which', () => {
  const slot = answerSlot(does({ content: 'ANSWER: 1' }, { content: 'ANSWER: 2' }));
  expect(slot).toMatchObject({
    kind: 'found',
    value: ['2'],
    span: { exchange: 1, in: 'content', start: 8, end: 9 },
  });
});

test('the whole content as a slot is the content, unwrapped', () => {
  const slot = slotOf(says('\n**Paris**\n'), 'whole');
  expect(slot).toMatchObject({ kind: 'found', value: ['**Paris**', 'Paris'], span: { start: 1, end: 10 } });
});

test('an answer over the limit is not read', () => {
  const long = says(`${'x'.repeat(maxContentChars)}\nANSWER: 1`);
  expect(wholeContent(long)).toMatchObject({
    kind: 'missing',
    reason: holding('too long to grade'),
  });
  expect(answerSlot(long).kind).toBe('missing');
});

test('an echo of what was sent says nothing', () => {
  expect(wholeContent(says(' The question? ', ['Be brief.', 'The question?'])).kind).toBe('missing');
  expect(wholeContent(says('Be brief.\nThe question?', ['Be brief.', 'The question?'])).kind).toBe('missing');
  expect(wholeContent(says('The question? Yes.', ['The question?'])).kind).toBe('found');
});

test('no exchange at all is an answer that says nothing', () => {
  const empty = { exchanges: [], toolsDeclared: false, promptTexts: [] };
  expect(finalContent(empty)).toBe('');
  expect(answerSlot(empty).kind).toBe('missing');
});

test('lines that contradict each other are named', () => {
  expect(contradiction('ANSWER: a\nANSWER: b')).toContain('"a" and "b"');
  expect(contradiction('ANSWER: a\nANSWER: A')).toBeUndefined();
  expect(contradiction('nothing')).toBeUndefined();
});

test('whatever the content, a found slot lies inside it and is what the span says', () => {
  const unit = fc.constantFrom(
    'ANSWER:',
    'answer :',
    '**',
    '`',
    ' ',
    '\n',
    '\r\n',
    'x',
    '4',
    '.',
    '\u200B',
    '"',
    '>',
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (pieces) => {
      const content = pieces.join('');
      const slot = answerSlot(says(content));
      if (slot.kind === 'found') expect(content.slice(slot.span.start, slot.span.end)).toBe(slot.value[0]);
    }),
    { numRuns: 500 },
  );
});

test('a long list of slots is read in one pass', () => {
  expect(slotText('ANSWER: 1\n'.repeat(49_999))).toBe('1');
  expect(slotText(`${'*'.repeat(250_000)}\n${'ANSWER'.repeat(40_000)}`)).toBeUndefined();
});
