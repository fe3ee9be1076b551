import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import { maxMatches } from '../../src/graders/collect-matches.js';
import { RefusedCheck } from '../../src/graders/refused-check.js';
import { holding } from './support/answers.js';

let checks: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  checks = await openBoundedChecks();
});
afterAll(() => checks[Symbol.asyncDispose]());

test('all matches come with their offsets and groups', async () => {
  expect(await checks.match('(a)(x)?(\\d+)', 'iu', '.a12 A3')).toEqual({
    kind: 'done',
    matches: [
      { start: 1, end: 4, groups: ['a', '', '12'] },
      { start: 5, end: 7, groups: ['A', '', '3'] },
    ],
  });
});

test('a pattern that matches nothing has no matches', async () => {
  expect(await checks.match('x', 'u', 'y')).toEqual({ kind: 'done', matches: [] });
});

test('matches are bounded in number', async () => {
  const reply = await checks.match('', 'u', 'x'.repeat(50_000));
  expect(reply.kind === 'done' && reply.matches.length).toBe(maxMatches);
});

test('groups are bounded in size', async () => {
  const reply = await checks.match('(x+)', 'u', 'x'.repeat(50_000));
  expect(reply.kind === 'done' && reply.matches[0]?.groups[0]?.length).toBe(1_000);
});

test('texts are matched whole, each on its own', async () => {
  expect(await checks.matchWhole('a|ab', 'um', ['a', 'ab', 'abc', 'x\na', ''])).toEqual({
    kind: 'done',
    isMatch: [true, true, false, false, false],
  });
});

test('a pattern that does not compile is refused', async () => {
  await expect(checks.match('(', 'u', 'x')).rejects.toThrow(RefusedCheck);
});

test('values are held against a schema', async () => {
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  expect(await checks.validate(schema, { a: 1 })).toEqual({ kind: 'done', problems: [] });
  expect(await checks.validate(schema, { a: 'x' })).toEqual({
    kind: 'done',
    problems: ['/a must be integer'],
  });
  expect(await checks.validate(schema, {})).toMatchObject({
    problems: [holding('required')],
  });
});

test.each([
  ['a keyword that does not exist', { propertees: {} }],
  ['a wrong type', { type: 'strnig' }],
  ['a reference elsewhere', { $ref: 'https://example.org/schema.json' }],
  ['an asynchronous schema', { $async: true, type: 'object' }],
  ['a broken pattern', { pattern: '(' }],
])('a schema with %s is refused', async (_, schema) => {
  await expect(checks.validate(schema, 'x')).rejects.toThrow(RefusedCheck);
});

test('a format is not checked, a reference inside the schema is followed', async () => {
  const schema = { $defs: { day: { type: 'string', format: 'date', maxLength: 10 } }, $ref: '#/$defs/day' };
  expect(await checks.validate(schema, 'no date')).toEqual({ kind: 'done', problems: [] });
  expect(await checks.validate(schema, 5)).toMatchObject({ problems: ['it must be string'] });
});

test('two schemas with one id do not meet', async () => {
  expect(await checks.validate({ $id: 'x', type: 'string' }, 1)).toMatchObject({
    problems: [expect.any(String)],
  });
  expect(await checks.validate({ $id: 'x', type: 'number' }, 1)).toMatchObject({ problems: [] });
});

test('a pattern without end is stopped, and the next check works', async () => {
  await using quick = await openBoundedChecks({ deadlineMs: 300 });
  const [stuck, next, later] = await Promise.all([
    quick.match('^(a+)+$', 'u', `${'a'.repeat(50)}!`),
    quick.match('b', 'u', 'abc'),
    quick.validate({ type: 'string' }, 'x'),
  ]);
  expect(stuck).toEqual({ kind: 'timed_out' });
  expect(next).toMatchObject({ kind: 'done', matches: [{ start: 1, end: 2 }] });
  expect(later).toEqual({ kind: 'done', problems: [] });
});

test('a schema whose pattern runs without end is stopped', async () => {
  await using quick = await openBoundedChecks({ deadlineMs: 300 });
  const schema = { pattern: '^(a+)+$' };
  expect(await quick.validate(schema, `${'a'.repeat(50)}!`)).toEqual({ kind: 'timed_out' });
});

test('closed checks refuse', async () => {
  const closed = await openBoundedChecks();
  await closed[Symbol.asyncDispose]();
  await expect(closed.match('a', 'u', 'a')).rejects.toThrow('closed');
});
