import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '../errors/bench-error.js';
import { closest } from '../lib/closest.js';
import { errnoOf } from '../lib/disk-problem.js';
import { quoted } from './problem.js';
import { isBelow } from './read-inside.js';
import { suiteName } from './schema.js';

/** The suites that come with the package; the same from `src` and from `dist`. */
const shippedSuites = fileURLToPath(new URL('../../suites', import.meta.url));

export interface SuitePlace {
  readonly folder: string;
  readonly name: string;
}

/** The folders of `JANUS_SUITES`, in order; empty where it is not set. */
export function suiteSearchPath(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return (environment['JANUS_SUITES'] ?? '').split(delimiter).filter((folder) => folder !== '');
}

/**
 * Where `reference` leads: the name of a shipped suite, a name below a folder of `searchPath`, a suite's folder, or a
 * file in it; the first that exists. Throws BenchError('usage') where none does.
 */
export async function findSuite(reference: string, searchPath: readonly string[]): Promise<SuitePlace> {
  const roots = await Promise.all([shippedSuites, ...searchPath].map(realOrSame));
  const named = isName(reference) ? roots.map((root) => join(root, ...reference.split('/'))) : [];
  for (const candidate of [...named, resolve(reference)]) {
    const folder = await suiteFolder(candidate);
    if (folder !== undefined) return { folder, name: nameOf(folder, roots) };
  }
  throw await notFound(reference, searchPath);
}

/** The folder of a suite by its name alone, wherever the working folder is; or every name there is. */
export async function findNamedSuite(
  name: string,
  searchPath: readonly string[],
): Promise<
  | { readonly kind: 'found'; readonly folder: string }
  | { readonly kind: 'none'; readonly known: readonly string[] }
> {
  const roots = await Promise.all([shippedSuites, ...searchPath].map(realOrSame));
  for (const root of isName(name) ? roots : []) {
    const folder = await suiteFolder(join(root, ...name.split('/')));
    if (folder !== undefined) return { kind: 'found', folder };
  }
  return { kind: 'none', known: (await findAllSuites(searchPath)).map((place) => place.name) };
}

/** Every suite below the shipped folder and `searchPath`, by name; a name found twice is the first. */
export async function findAllSuites(searchPath: readonly string[]): Promise<readonly SuitePlace[]> {
  const roots = await Promise.all([shippedSuites, ...searchPath].map(realOrSame));
  const found = new Map<string, SuitePlace>();
  for (const root of roots)
    for (const folder of await suitesBelow(root, 2)) {
      const name = nameOf(folder, roots);
      if (!found.has(name)) found.set(name, { folder, name });
    }
  return [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function isName(reference: string): boolean {
  return suiteName.test(reference);
}

/** `public/dev` below a root, the folder's own name elsewhere. */
function nameOf(folder: string, roots: readonly string[]): string {
  const root = roots.find((candidate) => isBelow(candidate, folder));
  return root === undefined ? basename(folder) : relative(root, folder).split(sep).join('/');
}

async function suiteFolder(candidate: string): Promise<string | undefined> {
  const facts = await statOrNothing(candidate);
  if (facts === undefined) return undefined;
  const folder = facts.isDirectory()
    ? candidate
    : /\.ya?ml$/.test(candidate)
      ? dirname(candidate)
      : undefined;
  if (folder === undefined) return undefined;
  const card = await statOrNothing(join(folder, 'suite.yaml'));
  return card === undefined ? undefined : realpath(folder);
}

async function suitesBelow(folder: string, levels: number): Promise<readonly string[]> {
  if ((await statOrNothing(join(folder, 'suite.yaml'))) !== undefined) return [folder];
  if (levels === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(nothingThere);
  const folders = entries
    .filter((entry) => entry.isDirectory() && isName(entry.name))
    .map(({ name }) => name);
  const below = await Promise.all(folders.sort().map((name) => suitesBelow(join(folder, name), levels - 1)));
  return below.flat();
}

async function notFound(reference: string, searchPath: readonly string[]): Promise<BenchError> {
  const names = (await findAllSuites(searchPath)).map(({ name }) => name);
  const meant = closest(reference, names);
  const known = names.length === 0 ? '' : ` Known: ${names.join(', ')}.`;
  const hint =
    meant === undefined
      ? `Name a suite, or a folder that holds suite.yaml.${known} JANUS_SUITES lists folders with suites of your own.`
      : `Did you mean ${quoted(meant)}?${known}`;
  return new BenchError('usage', `there is no suite ${quoted(reference)}`, { hint });
}

async function realOrSame(folder: string): Promise<string> {
  return (await statOrNothing(folder)) === undefined ? resolve(folder) : realpath(folder);
}

async function statOrNothing(path: string) {
  try {
    return await stat(path);
  } catch (problem) {
    if (errnoOf(problem) === undefined) throw problem;
    return undefined;
  }
}

function nothingThere(problem: unknown): never[] {
  if (errnoOf(problem) === undefined) throw problem;
  return [];
}
