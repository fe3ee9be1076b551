import { expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare-runs.js';
import { toComparisonView } from '../../src/report/comparison-view.js';
import { renderAnnotations } from '../../src/report/github.js';
import { githubComparison } from '../../src/report/github-comparison.js';
import { renderComparisonJunit } from '../../src/report/junit-comparison.js';
import { assemble } from '../../src/results/assemble.js';
import { hasXmllint, junitProblems } from '../support/junit-schema.js';
import { sampleRun } from '../support/sample-run.js';
import { parseXml } from '../support/xml.js';

const runOf = (name: string, quality: number, seed = '1') => {
  const run = sampleRun({ tasksPerCategory: 8, header: { runId: name, seed }, script: () => ({ quality }) });
  return { name, result: assemble(run, {}) };
};
const [good, bad, other] = [runOf('good', 1), runOf('bad', 0.2), runOf('other', 1, '2')];
const regressed = toComparisonView(compareRuns([good], [bad]));
const strange = toComparisonView(compareRuns([good], [other]));

function casesOf(document: string) {
  return (parseXml(document).children[0]?.children ?? []).filter(({ name }) => name === 'testcase');
}

test('each line of a comparison is a test, and one that regressed fails', () => {
  const cases = casesOf(renderComparisonJunit(regressed));
  const quality = cases.find(({ attributes }) => attributes['name'] === 'Scores: Quality');

  expect(cases[0]?.attributes['name']).toBe('the two runs can be compared');
  expect(cases[0]?.children).toEqual([]);
  expect(quality?.children[0]?.name).toBe('failure');
  expect(quality?.children[0]?.attributes['message']).toMatch(/^regressed: -/u);
});

test('runs that cannot be compared are an error with every reason', () => {
  const [first] = casesOf(renderComparisonJunit(strange));

  expect(first?.children[0]?.attributes['type']).toBe('incomparable');
  expect(first?.children[0]?.text).toContain('seeds differ');
  expect(githubComparison(strange, '').annotations.map(({ level }) => level)).toEqual(['error', 'error']);
});

test('GitHub is told the outcome, what regressed and which tasks were lost', () => {
  const text = renderAnnotations(githubComparison(regressed, '').annotations);

  expect(text).toMatch(/^::error title=janus-bench comparison::Regressed/u);
  expect(text).toContain('::error title=Quality regressed::');
  expect(text).toContain(' was lost::right in 1/1 before, in 0/1 now');
});

test.skipIf(!hasXmllint)('is valid by the common schema', () => {
  expect(junitProblems(renderComparisonJunit(regressed))).toBe('');
  expect(junitProblems(renderComparisonJunit(strange))).toBe('');
});
