import { expect, test } from 'vitest';
import { fillGrader, fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';

const suite = await loadSuite('fixtures/suites/valid/mini', { searchPath: [] });
const task = (id: string) => suite.tasks.find((candidate) => candidate.id === id)!;

test('a variant and the nonce are filled in wherever a text may hold them', () => {
  const filled = fillTask(task('stock-level'), 1, 'nx-abcdefgh');
  expect(filled).toMatchObject({
    variant: 1,
    nonce: 'nx-abcdefgh',
    turns: [expect.stringContaining('part P-40')],
    graders: [
      { type: 'tool-calls', expect: [{ name: 'stock', arguments: { part: 'P-40' }, count: 2 }] },
      { type: 'number', value: 4088, tolerance: 0, weight: 1, gate: false },
    ],
  });
  expect(filled.tools[0]?.responses).toEqual([
    { when: { part: 'P-40' }, times: 1, result: { error: 'busy, ask again' } },
    { when: { part: 'P-40' }, times: undefined, result: { units: 4088, receipt: 'nx-abcdefgh' } },
  ]);
  expect(filled.oracle[0]?.exchanges[0]?.toolCalls).toEqual([{ name: 'stock', arguments: { part: 'P-40' } }]);
  expect(filled.oracle[0]?.exchanges[2]?.content).toBe('ANSWER: 4088');
});

test('where a grader wants text, a number of the table becomes text; elsewhere it stays a number', () => {
  const { graders } = fillTask(task('total-of-two'), 0, 'nx-abcdefgh');
  expect(graders).toMatchObject([
    { type: 'number', value: 42, weight: 2 },
    { type: 'contains', all: ['nx-abcdefgh', '42'], gate: true },
  ]);
});

test('a value that fits neither way is a problem at its place in the grader', () => {
  expect(fillGrader({ type: 'number', value: '{{total}}' }, { total: 'many' })).toMatchObject({
    kind: 'wrong',
    problems: [{ path: ['value'], what: '"value" is "many"' }],
  });
  expect(fillGrader({ type: 'exact', answer: '{{list}}' }, { list: [1] })).toMatchObject({ kind: 'wrong' });
});

test('filling changes neither the task nor another variant', () => {
  const before = JSON.stringify(task('total-of-two'));
  const filled = [0, 1, 2].map((row) => fillTask(task('total-of-two'), row, 'nx-abcdefgh'));
  expect(filled.map(({ turns }) => /\d+ \+ \d+/.exec(turns[0] ?? '')?.[0])).toEqual([
    '19 + 23',
    '20 + 35',
    '81 + 12',
  ]);
  expect(JSON.stringify(task('total-of-two'))).toBe(before);
});

test('a variant there is not is refused', () => {
  expect(() => fillTask(task('total-of-two'), 3, 'nx-abcdefgh')).toThrow(RangeError);
  expect(() => fillTask(task('total-of-two'), -1, 'nx-abcdefgh')).toThrow(RangeError);
});
