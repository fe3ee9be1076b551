import { expect, test } from 'vitest';
import { formatProblem } from '../../src/suite/problem.js';
import { listSuites } from '../../src/suite/list-suites.js';
import { selftest } from '../../src/suite/selftest.js';

const shipped = await listSuites({ searchPath: [] });

test.each(shipped)('the shipped suite $name has no mistake, not even a warning', ({ problems }) => {
  expect(problems.map(formatProblem)).toEqual([]);
});

test.each(shipped)('the shipped suite $name passes its selftest', { timeout: 120_000 }, async ({ suite }) => {
  const report = await selftest(suite!);
  expect(
    report.findings.map(
      ({ kind, taskId, variant, label, what }) =>
        `${kind} ${taskId} row ${(variant ?? 0) + 1}, ${label}: ${what}`,
    ),
  ).toEqual([]);
  expect(report.ladder.length).toBeGreaterThan(0);
});
