import { expect, test } from 'vitest';
import { mutantLabel, mutated } from '../../../src/graders/code/mutants.js';
import { inputsProgram } from '../../../src/graders/code/seeded-inputs.js';
import { problemsOf } from '../support/answers.js';

test('a mutant is the reference with one place changed', () => {
  const edit = { replace: '<', by: '<=', nth: 1 };
  expect(mutated('a < b && c < d', edit)).toBe('a <= b && c < d');
  expect(mutated('a < b && c < d', { ...edit, nth: 2 })).toBe('a < b && c <= d');
  expect(mutated('a < b && c < d', { ...edit, nth: 3 })).toBeUndefined();
  expect(mutated('a < b', { replace: 'a', by: '$&$1', nth: 1 })).toBe('$&$1 < b');
  expect(mutantLabel({ ...edit, nth: 2 })).toBe('"<" → "<=" (2)');
});

test('inputs are drawn from the seed alone', () => {
  const of = (seed: string) => inputsProgram('function inputs() {}', seed).cases;
  expect(of('nx-abc')).toEqual(of('nx-abc'));
  expect(of('nx-abc')).not.toEqual(of('nx-abd'));
  expect(of('nx-abc')[0]).toHaveLength(4);
});

const sound = {
  type: 'code',
  language: 'javascript',
  entry: 'f',
  reference: 'const f = (a) => a < 1;',
  cases: [{ args: [1] }],
};

test('a spec that can be used has no problems', () => {
  expect(problemsOf(sound)).toEqual([]);
  expect(
    problemsOf({ ...sound, mutants: [{ replace: '<', by: '<=' }], inputs: 'const inputs = () => [[1]];' }),
  ).toEqual([]);
  expect(problemsOf({ ...sound, reference: undefined, cases: [{ args: [], returns: null }] })).toEqual([]);
});

test.each([
  ['no cases', { cases: [] }, 'it checks nothing'],
  [
    'inputs without a reference',
    { reference: undefined, inputs: 'x', cases: [] },
    '`inputs` need a `reference`',
  ],
  ['an open case without a reference', { reference: undefined }, 'needs a `reference`'],
  [
    'a case that returns and throws',
    { cases: [{ args: [], returns: 1, throws: 'Error' }] },
    'case 1 cannot both',
  ],
  ['a diff without files', { from: 'diff' }, 'needs the `files`'],
  ['files without a diff', { files: [{ path: 'a', text: 'a' }] }, 'only used with `from: diff`'],
  [
    'a file twice',
    {
      from: 'diff',
      files: [
        { path: 'a', text: 'a' },
        { path: 'a', text: 'b' },
      ],
    },
    'two files are called "a"',
  ],
  [
    'mutants without a reference',
    { reference: undefined, cases: [{ args: [], returns: 1 }], mutants: [{ replace: 'a', by: 'b' }] },
    'edits of a `reference`',
  ],
  [
    'a mutant of what is not there',
    { mutants: [{ replace: '~', by: '<' }] },
    'the mutant "~" → "<" replaces what the reference does not hold',
  ],
  ['a mutant that is none', { mutants: [{ replace: '<', by: '<' }] }, 'changes nothing'],
])('%s is a problem', (_, change, what) => {
  expect(problemsOf({ ...sound, ...change })).toEqual([expect.stringContaining(what)]);
});

test.each([
  { entry: 'a.b' },
  { language: 'ruby' },
  { limits: { wall: '10m' } },
  { limits: { memory: '2GB' } },
  { limits: { memory: '4MB' } },
  { compare: { tolerance: 0 } },
  { cases: [{ args: 1 }] },
  { unknown: 1 },
])('%j cannot be written', (change) => {
  expect(() => problemsOf({ ...sound, ...change })).toThrow();
});
