import { expect, test } from 'vitest';
import { formatProblem } from '../../src/suite/problem.js';
import { listSuites } from '../../src/suite/list-suites.js';
import { expectSound } from '../support/expect-sound.js';

const shipped = await listSuites({ searchPath: [] });

test.each(shipped)('the shipped suite $name has no mistake, not even a warning', ({ problems }) => {
  expect(problems.map(formatProblem)).toEqual([]);
});

test('public/smoke passes its selftest', async () => {
  await expectSound('public/smoke');
});
