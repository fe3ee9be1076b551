import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { lintSuite } from '../../src/suite/lint-suite.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { formatProblem } from '../../src/suite/problem.js';

/** Every folder is a suite with one mistake or several; `expected.txt` holds each line that must be printed. */
const corpus = 'fixtures/suites/invalid';
const names = readdirSync(corpus).sort();

test('the corpus is large', () => {
  expect(names.length).toBeGreaterThanOrEqual(25);
});

test.each(names)('%s', async (name) => {
  const folder = join(corpus, name);
  const { suite, problems } = await lintSuite(folder, { searchPath: [] });
  const lines = problems.map((problem) => formatProblem(problem).replaceAll(`${folder}/`, ''));
  expect(`${lines.join('\n')}\n`).toBe(readFileSync(join(folder, 'expected.txt'), 'utf8'));
  expect(suite).toBeUndefined();
});

test.each(names)('%s is refused with all its mistakes at once, and exit code 2', async (name) => {
  const folder = join(corpus, name);
  const refused: unknown = await loadSuite(folder, { searchPath: [] }).catch((problem: unknown) => problem);
  if (!(refused instanceof BenchError)) throw new Error('it was not refused');
  expect(refused.reason).toBe('usage');
  const message = refused.message.replaceAll(`${folder}/`, '');
  for (const line of readFileSync(join(folder, 'expected.txt'), 'utf8').trimEnd().split('\n'))
    expect(message.split('\n')).toContain(line);
});
