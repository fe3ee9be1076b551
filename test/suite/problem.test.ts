import { expect, test } from 'vitest';
import { formatProblem, problemsError, quoted, sortedProblems } from '../../src/suite/problem.js';
import type { SuiteProblem } from '../../src/suite/problem.js';

const problem = (more: Partial<SuiteProblem>): SuiteProblem => {
  return { file: 'chat.yaml', line: 1, column: 1, level: 'error', what: 'odd', fix: 'mend it', ...more };
};

test('a problem is one line that an editor can jump to', () => {
  expect(formatProblem(problem({ line: 12, column: 5 }))).toBe('chat.yaml:12:5 odd; mend it');
  expect(formatProblem(problem({ level: 'warning' }))).toBe('chat.yaml:1:1 warning: odd; mend it');
});

test('the card comes first, then files by name, lines and columns by number', () => {
  const lines = [
    problem({ line: 10 }),
    problem({ line: 9, column: 10 }),
    problem({ line: 9, column: 9 }),
    problem({ file: 'a/suite.yaml', line: 99 }),
    problem({ file: 'b.yaml' }),
  ];
  expect(sortedProblems(lines).map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'a/suite.yaml:99:1',
    'b.yaml:1:1',
    'chat.yaml:9:9',
    'chat.yaml:9:10',
    'chat.yaml:10:1',
  ]);
});

test('what is said twice of one place is said once', () => {
  expect(sortedProblems([problem({}), problem({}), problem({ what: 'other' })])).toHaveLength(2);
});

test('a refusal lists errors only, counts them, and stops at two hundred', () => {
  const many = Array.from({ length: 250 }, (_, line) => problem({ line: line + 1 }));
  const { reason, message, hint } = problemsError('my-suite', [
    ...many,
    problem({ level: 'warning', what: 'small' }),
  ]);
  expect(reason).toBe('usage');
  expect(message.split('\n')).toHaveLength(202);
  expect(message).toContain('has 250 mistakes');
  expect(message).toContain('and 50 more');
  expect(message).not.toContain('small');
  expect(hint).toContain('suite lint');
});

test('quoted text is short, on one line, and inert', () => {
  expect(quoted('a\n\u001b[31mred\u202E"')).toBe('"a red\\""');
  expect(quoted('x'.repeat(1_000)).length).toBeLessThan(70);
});
