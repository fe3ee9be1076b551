import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { errnoOf } from '../lib/disk-problem.js';

export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly what: string; readonly fix: string };

/**
 * A file below `folder`, by a path a suite wrote. Paths that leave the folder, also by a symbolic link, are refused, and
 * so is what is no plain file or larger than `maxBytes`.
 */
export async function readInside(folder: string, path: string, maxBytes: number): Promise<FileRead> {
  const isPlain = !isAbsolute(path) && !/[\\\0:]/.test(path) && !path.split('/').includes('..');
  if (!isPlain) return refused('leads out of the suite', outside);
  try {
    const root = await realpath(folder);
    const file = await realpath(resolve(root, path));
    if (!isBelow(root, file)) return refused('is a link out of the suite', outside);
    const { size, isFile } = await stat(file).then((facts) => ({ size: facts.size, isFile: facts.isFile() }));
    if (!isFile) return refused('is not a file', 'name a file');
    if (size > maxBytes) return refused(`has ${size} bytes`, `keep it under ${maxBytes} bytes`);
    return { kind: 'read', bytes: await readFile(file) };
  } catch (problem) {
    const code = errnoOf(problem);
    if (code === undefined) throw problem;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      return refused('does not exist', 'check the name, or add the file');
    return refused(`cannot be read (${code})`, 'check its permissions');
  }
}

const outside = 'name a file inside the suite’s folder by its relative path, with / between folders';

function refused(what: string, fix: string): FileRead {
  return { kind: 'refused', what, fix };
}

export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
