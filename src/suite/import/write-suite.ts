import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Document, isCollection, isScalar, visit } from 'yaml';
import { BenchError } from '../../errors/bench-error.js';
import { diskProblem, errnoOf } from '../../lib/disk-problem.js';
import type { Json } from '../../lib/json.js';
import { maxSourceBytes } from '../read-source.js';
import type { ImportedSuite } from './import-suite.js';

/** The files of an imported suite by name. Throws BenchError('usage') where a category is larger than a suite's file may be. */
export function suiteFiles({ card, categories }: ImportedSuite): ReadonlyMap<string, string> {
  const files = new Map([['suite.yaml', yamlOf(card)]]);
  for (const [category, tasks] of categories) {
    const text = yamlOf(tasks);
    const bytes = Buffer.byteLength(text);
    if (bytes > maxSourceBytes)
      throw new BenchError(
        'usage',
        `category ${category} would have ${bytes} bytes, ${maxSourceBytes} at most`,
        {
          hint: 'Take a part of the file with --limit.',
        },
      );
    files.set(`${category}.yaml`, text);
  }
  return files;
}

/** Keys whose values are short lists of numbers and words: one line says as much as fifty. */
const inOneLine = new Set<unknown>(['cases', 'options', 'categories', 'compare', 'variants']);

function yamlOf(value: Json): string {
  const document = new Document(value, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  visit(document, {
    Pair(_key, { key, value: member }) {
      if (isScalar(key) && inOneLine.has(key.value) && isCollection(member)) member.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/** Throws BenchError('usage') where `folder` holds anything: a file left there would be taken for a part of the suite. */
export async function checkEmptyFolder(folder: string): Promise<void> {
  const names = (await exists(folder)) ? await readdir(folder).catch(() => ['']) : [];
  if (names.length > 0)
    throw new BenchError('usage', `${folder} is there already`, {
      hint: 'Nothing was written. Name a folder that does not exist with --out.',
    });
}

/**
 * Writes files below a folder, which is made where it is missing. Throws BenchError('usage') where one of them is there
 * already, before anything is written, and where they cannot be written.
 */
export async function writeNewFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const paths = [...files.keys()].map((name) => join(folder, name));
  for (const path of paths)
    if (await exists(path))
      throw new BenchError('usage', `${path} is there already`, {
        hint: 'Nothing was written. Name another folder, or move the file away.',
      });
  try {
    for (const [name, text] of files) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: 'wx' });
    }
  } catch (cause) {
    throw diskProblem(cause, folder);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (problem) {
    const code = errnoOf(problem);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw diskProblem(problem, path);
  }
}
