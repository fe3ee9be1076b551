import { expect, test } from 'vitest';
import * as z from 'zod';
import { graderSpecSchema, graders, specProblems } from '../../src/graders/index.js';

test('each grader is registered under its own type and says what it does', () => {
  for (const [type, grader] of Object.entries(graders)) {
    expect(grader.type).toBe(type);
    expect(grader.summary).toMatch(/\.$/);
  }
});

test('a spec gets its defaults', () => {
  expect(graderSpecSchema.parse({ type: 'number', value: 1 })).toEqual({
    type: 'number',
    value: 1,
    tolerance: 0,
    relative: 0,
    slot: 'answer',
    weight: 1,
    gate: false,
  });
});

test.each([
  ['an unknown type', { type: 'vibes' }],
  ['no type', { value: 1 }],
  ['an unknown key', { type: 'number', value: 1, tolerence: 1 }],
  ['a key of another grader', { type: 'number', value: 1, options: ['A', 'B'] }],
  ['a missing key', { type: 'number' }],
  ['a value of another type', { type: 'number', value: '1' }],
  ['no weight', { type: 'number', value: 1, weight: 0 }],
  ['a negative weight', { type: 'number', value: 1, weight: -1 }],
  ['an endless weight', { type: 'number', value: 1, weight: Infinity }],
  ['an unknown key further down', { type: 'tool-calls', expect: [{ name: 'a', args: {} }] }],
  ['no bound at all', { type: 'constraints', words: {} }],
  ['flags that are ours', { type: 'pattern', pattern: 'a', flags: 'g' }],
  ['a flag twice', { type: 'pattern', pattern: 'a', flags: 'ii' }],
  ['two criteria', { type: 'judge', reference: 'x', criteria: [] }],
])('%s is no spec', (_, spec) => expect(graderSpecSchema.safeParse(spec).success).toBe(false));

test('an impossible spec says why', () => {
  const spec = graderSpecSchema.parse({ type: 'contains', all: ['a b'], forbid: ['b'] });
  expect(specProblems(spec)).toEqual(['"a b" is both wanted and forbidden']);
});

test('the specs have a JSON Schema for editors, with a word on what each key is', () => {
  const schema = JSON.stringify(z.toJSONSchema(graderSpecSchema, { io: 'input' }));
  for (const type of Object.keys(graders)) expect(schema).toContain(`"${type}"`);
  expect(schema).toContain('failing this grader makes the task 0');
});
