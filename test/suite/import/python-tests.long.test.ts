import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox } from '../../../src/sandbox/open-sandbox.js';
import { tryProgram } from '../../../src/graders/code/try-program.js';
import { codeSpec } from '../../../src/graders/code/code-spec.js';
import { importSuite } from '../../../src/suite/import/import-suite.js';
import type { ImportFormatName } from '../../../src/suite/import/index.js';
import { translateTests } from '../../../src/suite/import/translate-tests.js';
import { suiteFiles, writeNewFiles } from '../../../src/suite/import/write-suite.js';
import { loadSuite } from '../../../src/suite/load-suite.js';
import { selftest } from '../../../src/suite/selftest.js';
import { temporaryFolder } from '../temporary-suite.js';

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

const patient = { timeout: 120_000 };

const translate = (tests: string, solution = 'def f(x):\n    return x\n', wallMs?: number) =>
  translateTests({ style: 'asserts', prompt: '', solution, tests }, sandbox, wallMs);

async function graded(tests: string, { solution, answer }: { solution: string; answer: string }) {
  const translated = await translate(tests, solution);
  if (translated.kind === 'refused') return `refused: ${translated.why}`;
  const own = Object.entries(translated.grader).filter(([key]) => key !== 'type');
  const outcome = await tryProgram(answer, { spec: codeSpec.parse(Object.fromEntries(own)), sandbox });
  return outcome.kind;
}

const square = 'def f(x):\n    return x * x\n';

test('what an answer returns is compared outside, with what the solution returns', patient, async () => {
  const tests = 'assert f(3) == 9\nassert f(-2) == 4\nassert [f(n) for n in range(3)] == [0, 1, 4]';
  const other = 'def f(x):\n    return sum(abs(x) for _ in range(abs(x)))\n';
  expect(await graded(tests, { solution: square, answer: other })).toBe('right');
  expect(await graded(tests, { solution: square, answer: 'def f(x):\n    return x + 6\n' })).toBe('wrong');
  expect(await graded(tests, { solution: square, answer: 'def f(x):\n    return None\n' })).toBe('wrong');
});

test('a lying value, patched built-ins and a searched harness gain nothing', patient, async () => {
  const tests = 'assert f(3) == 9\nassert abs(f(0.5) - 0.25) < 1e-6\nassert (f(4) == 16) == True';
  const liar = `class Yes(int):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    def __abs__(self): return 0
def f(x):
    return Yes(7)
`;
  const patcher = `import builtins, math
builtins.abs = lambda x: 0
builtins.bool = lambda x: True
def f(x):
    return 7
`;
  const searcher = `import sys
def f(x):
    frame = sys._getframe(1)
    while frame:
        for value in frame.f_code.co_consts:
            if value in (9, 16, 0.25):
                return value
        frame = frame.f_back
    return 0
`;
  for (const answer of [liar, patcher, searcher])
    expect(await graded(tests, { solution: square, answer })).not.toBe('right');
});

test('numbers that a test lets be near may be near, others may not', patient, async () => {
  const solution = 'def f(x):\n    return x / 3\n';
  const near = 'def f(x):\n    return x * 0.33333333333\n';
  expect(await graded('assert abs(f(1) - 0.33333333) < 1e-6', { solution, answer: near })).toBe('right');
  expect(
    await graded('import math\nassert math.isclose(f(1), 0.33333333, rel_tol=1e-6)', {
      solution,
      answer: near,
    }),
  ).toBe('right');
  expect(await graded('assert f(1) == 1 / 3', { solution, answer: near })).toBe('wrong');
});

test('values are the same where Python calls them equal', patient, async () => {
  const solution = 'def f(x):\n    return (x, True, {1: "a", 2: "b"}, {3, 4}, 2.0)\n';
  const tests = 'assert f(1) == (1, True, {1: "a", 2: "b"}, {3, 4}, 2.0)';
  const same = 'def f(x):\n    return (x, 1, {2: "b", 1: "a"}, {4, 3}, 2)\n';
  const list = 'def f(x):\n    return [x, True, {1: "a", 2: "b"}, {3, 4}, 2.0]\n';
  expect(await graded(tests, { solution, answer: same })).toBe('right');
  expect(await graded(tests, { solution, answer: list })).toBe('wrong');
});

test.each([
  ['assert f(1) in [1, 2]', 'several answers'],
  ['assert all(v > 0 for v in f([1, 2]))', 'several answers'],
  ['assert f(1) != 2', 'several answers'],
  ['try:\n    f(1)\n    assert f(2) == 2\nexcept ValueError:\n    pass', 'catch errors'],
  ['assert True', 'call none'],
  ['assert f(1) == 2', 'does not pass its tests (AssertionError'],
  ['assert f(1) == 1\nassert (', 'does not compile'],
  [`assert f(1) == ${'('.repeat(400)}1${')'.repeat(400)}`, ''],
])('tests that would be graded unsoundly are refused with the reason: %s', patient, async (tests, why) => {
  const translated = await translate(tests);
  expect(translated.kind === 'refused' ? translated.why : translated).toContain(why);
});

test('tests that never end are refused when their time is up', patient, async () => {
  expect(await translate('while f(1): pass\nassert f(1) == 1', undefined, 4_000)).toMatchObject({
    kind: 'refused',
    why: 'its own solution does not pass its tests (time)',
  });
});

test('tests that a function which does nothing passes are refused', patient, async () => {
  expect(await translate('assert f(1) is None', 'def f(x):\n    pass\n')).toMatchObject({
    kind: 'refused',
    why: 'a function that does nothing passes its tests',
  });
});

async function selftested(format: ImportFormatName, rows: readonly object[]) {
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const imported = await importSuite({ format, file: 'own.jsonl', text, sandbox });
  const folder = join(await temporaryFolder({}), 'imported');
  await writeNewFiles(folder, suiteFiles(imported));
  const { findings } = await selftest(await loadSuite(folder, { searchPath: [] }));
  return {
    imported,
    found: findings.map(({ kind, taskId, label, what }) => `${kind} ${taskId} ${label}: ${what}`),
  };
}

test(
  'HumanEval: solutions pass, stubs and attackers fail, helpers and random tests work',
  patient,
  async () => {
    const { imported, found } = await selftested('humaneval', [
      {
        task_id: 'Own/0',
        prompt:
          'from typing import List\n\n\ndef spread(values: List[int]):\n    """Least and greatest, as in {{a}}."""\n',
        entry_point: 'spread',
        canonical_solution: '    return min(values), max(values)\n',
        test: "METADATA = {}\n\n\ndef check(candidate):\n    assert candidate([3, 1]) == (1, 3), 'two'\n    for n in range(1, 60):\n        assert candidate(list(range(n))) == (0, n - 1)\n",
      },
      {
        task_id: 'Own/1',
        prompt:
          'def shift(text):\n    return text[1:] + text[:1]\n\n\ndef unshift(text):\n    """Undoes shift."""\n',
        entry_point: 'unshift',
        canonical_solution: '    return text[-1:] + text[:-1]\n',
        test: "def check(candidate):\n    from random import choice\n    for _ in range(20):\n        word = ''.join(choice('abcdef') for _ in range(6))\n        assert candidate(shift(word)) == word\n",
      },
      { task_id: 'Own/2', prompt: 'def f(x):\n', entry_point: 'f', test: 'x' },
    ]);
    expect(found).toEqual([]);
    expect(imported.categories.get('coding')?.map(({ id }) => id)).toEqual(['own-0', 'own-1']);
    expect(imported.leftOut).toMatchObject([
      { name: 'humaneval-3', why: '"canonical_solution" is missing or no text' },
    ]);
  },
);

test('MBPP: both spellings of its keys, set-up code, and only the first test is shown', patient, async () => {
  const { imported, found } = await selftested('mbpp', [
    {
      task_id: 7,
      text: 'Write a function to double every value.',
      code: 'def twice(values):\r\n    return [v * 2 for v in values]\r\n',
      test_setup_code: 'start = [1, 2]',
      test_list: ['assert twice(start) == [2, 4]', 'assert sorted(twice([5, 3])) == [6, 10]'],
      challenge_test_list: [],
    },
    {
      task_id: 8,
      prompt: 'Write a function that tells the circumference of a circle.',
      code: 'import math\ndef around(r):\n    return 2 * math.pi * r\n',
      test_imports: ['import math'],
      test_list: ['assert math.isclose(around(1), 6.283185, rel_tol=0.001)'],
    },
  ]);
  expect(found).toEqual([]);
  const [first] = imported.categories.get('coding') ?? [];
  expect(first?.['id']).toBe('mbpp-7');
  expect(first?.['prompt']).toContain('assert twice(start) == [2, 4]');
  expect(first?.['prompt']).not.toContain('[6, 10]');
});
