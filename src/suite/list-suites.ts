import { findAllSuites, suiteSearchPath } from './find-suite.js';
import { lintFolder } from './lint-suite.js';
import type { SuiteLint, SuiteOptions } from './lint-suite.js';

/** Every suite that has a name here, shipped and below the search path, by name; one with mistakes has no `suite`. */
export async function listSuites(options: SuiteOptions = {}): Promise<readonly SuiteLint[]> {
  const searchPath = options.searchPath ?? suiteSearchPath(process.env);
  const places = await findAllSuites(searchPath);
  const lints: SuiteLint[] = [];
  for (const place of places) lints.push(await lintFolder(place, searchPath));
  return lints;
}
