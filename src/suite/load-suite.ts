import { lintSuite } from './lint-suite.js';
import type { SuiteOptions } from './lint-suite.js';
import { problemsError } from './problem.js';
import type { Suite } from './task.js';

/**
 * The suite `reference` leads to: a shipped name (`public/dev`), a name below `searchPath`, a folder, or a file in it.
 * Throws BenchError('usage') with every mistake of every file, each with its line and what to do.
 */
export async function loadSuite(reference: string, options: SuiteOptions = {}): Promise<Suite> {
  const { suite, problems } = await lintSuite(reference, options);
  if (suite === undefined) throw problemsError(reference, problems);
  return suite;
}
