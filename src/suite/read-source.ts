import { isAbsolute, join, relative } from 'node:path';
import { quoted } from './problem.js';
import type { SuiteProblem } from './problem.js';
import { readInside } from './read-inside.js';
import { readYaml } from './yaml-source.js';
import type { YamlSource } from './yaml-source.js';

/** Room for the largest imported file of a thousand tasks; far above what anyone would review. */
export const maxSourceBytes = 8 * 1024 * 1024;

export interface SourceRead {
  readonly source: YamlSource;
  /** Of the file as YAML. */
  readonly problems: readonly SuiteProblem[];
  /** Why the file could not be opened at all: the fault of whoever named it. */
  readonly refusal?: { readonly what: string; readonly fix: string };
}

/** One YAML file of a suite. Never throws because of what is there. */
export async function readSource(folder: string, file: string): Promise<SourceRead> {
  const shown = shownPath(join(folder, file));
  const read = await readInside(folder, file, maxSourceBytes);
  if (read.kind === 'refused') {
    const refusal = { what: `the file ${quoted(file)} ${read.what}`, fix: read.fix };
    return { source: unread(shown), problems: [], refusal };
  }
  const text = decode(read.bytes);
  if (text === undefined)
    return { source: unread(shown), problems: [problemOf(shown, 'not UTF-8', 'save it as UTF-8')] };
  const source = readYaml(shown, text);
  return { source, problems: source.problems };
}

/** A mistake of a file as a whole. */
export function problemOf(file: string, what: string, fix: string): SuiteProblem {
  return { file, line: 1, column: 1, level: 'error', what, fix };
}

/** Below the working folder as a person would type it, else the whole path. */
export function shownPath(path: string): string {
  const way = relative(process.cwd(), path);
  return way.startsWith('..') || isAbsolute(way) ? path : way;
}

function unread(file: string): YamlSource {
  return { file, value: undefined, problems: [], locate: () => ({ file, line: 1, column: 1 }) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
