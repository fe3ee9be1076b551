import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import { gradeSpec, nullAnswers, problemsOf, says, holding } from './support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks({ deadlineMs: 500 });
});
afterAll(() => bounded[Symbol.asyncDispose]());

async function grade(spec: Readonly<Record<string, unknown>>, content: string) {
  return gradeSpec({ type: 'json', ...spec }, says(content), { bounded });
}

const value = { total: 3, items: ['a', { b: null }] };
const text = JSON.stringify(value);
const fenced = `\`\`\`json\n${text}\n\`\`\``;

test.each([
  ['alone', text],
  ['indented', JSON.stringify(value, undefined, 2)],
  ['keys turned round', '{"items":["a",{"b":null}],"total":3.0}'],
  ['in a block', fenced],
  ['in a block without a name', fenced.replace('json', '')],
  ['in a block of tildes', `~~~JSON\n${text}\n~~~`],
  [
    'in a block among prose and other blocks',
    `Run:\n\`\`\`bash\nls {x}\n\`\`\`\nThen:\n${fenced}\nDone {really}.`,
  ],
  ['in a block that is never closed', `\`\`\`json\n${text}`],
  ['twice the same', `${fenced}\nand again\n${fenced}`],
  ['among prose', `For the set {a, b} it is ${text}. Good.`],
  ['after an open brace', `An open { brace, and ${text}`],
])('the value passes %s', async (_, content) =>
  expect((await grade({ equals: value }, content)).verdict).toBe('pass'),
);

test.each([
  ['another value', text.replace('3', '4'), 'total is 4, 3 wanted'],
  ['a string for a number', text.replace('3', '"3"'), 'total is "3"'],
  ['a key more', text.replace('{"total"', '{"x":1,"total"'), 'not wanted'],
  ['a key less', '{"total":3}', 'lacks "items"'],
  ['another order of a list', '{"total":3,"items":[{"b":null},"a"]}', 'items[0]'],
  ['two different blocks', `${fenced}\n${fenced.replace('3', '4')}`, '2 different'],
  ['two different objects', `${text} or ${text.replace('3', '4')}`, '2 different'],
  ['cut off', text.slice(0, -2), ''],
  ['a comment inside', text.replace('{', '{ // total\n'), ''],
  ['a trailing comma in a block', fenced.replace('}\n', ',}\n'), 'not valid JSON'],
  ['nesting without end', '['.repeat(200_000) + ']'.repeat(200_000), ''],
  ['braces without end', '{"a":'.repeat(150_000), ''],
])('%s fails', async (_, content, reason) => {
  expect(await grade({ equals: value }, content)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

test.each(nullAnswers)('%j fails', async (content) =>
  expect((await grade({ equals: value }, content)).verdict).toBe('fail'),
);

test('where it is looked for can be named', async () => {
  expect((await grade({ equals: value, at: 'whole' }, ` ${text}\n`)).verdict).toBe('pass');
  expect((await grade({ equals: value, at: 'whole' }, fenced)).verdict).toBe('fail');
  expect((await grade({ equals: value, at: 'block' }, fenced)).verdict).toBe('pass');
  expect((await grade({ equals: value, at: 'block' }, text)).verdict).toBe('fail');
});

test('null, false and 0 are values', async () => {
  expect((await grade({ equals: null }, 'null')).verdict).toBe('pass');
  expect((await grade({ equals: 0 }, 'false')).verdict).toBe('fail');
});

test('the span is the value', async () => {
  const content = `It is\n\n${fenced}\n`;
  const { spans } = await grade({ equals: value }, content);
  expect(content.slice(spans[0]?.start, spans[0]?.end).trim()).toBe(text);
});

test('a schema decides', async () => {
  const schema = {
    type: 'object',
    properties: { total: { type: 'integer', minimum: 1 } },
    required: ['total'],
  };
  expect((await grade({ schema }, text)).verdict).toBe('pass');
  expect(await grade({ schema }, '{"total":0}')).toMatchObject({
    verdict: 'fail',
    reason: holding('>= 1'),
  });
});

test('a value that stalls the schema fails, a broken schema is the task’s fault', async () => {
  const slow = { type: 'string', pattern: '^(a+)+$' };
  expect(await grade({ schema: slow }, `"${'a'.repeat(60)}!"`)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
  });
  expect(await grade({ schema: { type: 'nothing' } }, '{}')).toMatchObject({
    verdict: 'error',
    fault: 'task',
  });
});

test('what checks nothing or cannot be checked is a mistake of the task', () => {
  expect(problemsOf({ type: 'json' })).toHaveLength(1);
  expect(problemsOf({ type: 'json', schema: { tpye: 'object' } })).toHaveLength(1);
  expect(problemsOf({ type: 'json', equals: null })).toEqual([]);
});
