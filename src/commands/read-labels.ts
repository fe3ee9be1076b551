import { readFile, stat } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { labelItems, type LabelItem } from '../judge/agreement/label-items.js';
import { diskProblem } from '../lib/disk-problem.js';
import { readRows } from '../suite/import/read-rows.js';

const mostBytes = 64 * 1024 * 1024;

/** The labels in a file (JSON Lines, a JSON list, CSV). Throws BenchError('usage') on a file or a row that cannot be read. */
export async function readLabels(path: string): Promise<readonly LabelItem[]> {
  const text = await readText(path);
  try {
    return labelItems(readRows({ file: path, text }));
  } catch (problem) {
    if (!(problem instanceof BenchError)) throw problem;
    throw new BenchError(problem.reason, problem.message, {
      hint: 'docs/judging.md shows what a file of labels holds.',
      cause: problem,
    });
  }
}

async function readText(path: string): Promise<string> {
  let about: Awaited<ReturnType<typeof stat>>;
  try {
    about = await stat(path);
    if (about.isFile() && about.size <= mostBytes) return await readFile(path, 'utf8');
  } catch (cause) {
    throw diskProblem(cause, path);
  }
  throw new BenchError('usage', about.isFile() ? `${path} is over 64 MB` : `${path} is no file`, {
    hint: about.isFile() ? 'Split it.' : 'Name a file of labels: JSON Lines or CSV.',
  });
}
