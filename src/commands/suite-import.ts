import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import { counted } from '../report/words.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { importSuite } from '../suite/import/import-suite.js';
import type { ImportedSuite } from '../suite/import/import-suite.js';
import { importFormatNames } from '../suite/import/index.js';
import { safeName } from '../suite/import/names.js';
import { checkEmptyFolder, suiteFiles, writeNewFiles } from '../suite/import/write-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import type { CommandAction } from './command.js';
import { pathFrom, type Io } from './io.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';

/** `suite import`: a file of a well-known format as a suite's folder; what was left out is listed. */
export const suiteImport: CommandAction = async (call) => {
  const { io, operands } = call;
  const { format, out, limit, name, json } = readOptions(call, {
    format: word(importFormatNames),
    out: z.string().min(1).optional(),
    limit: wholeFrom(1, 20_000).optional(),
    name: z.string().min(1).optional(),
    json: isOn,
  });
  const file = pathFrom(io, operands[0] ?? '');
  const text = await readText(file);
  const folder = pathFrom(io, out ?? safeName(name ?? basename(file, extname(file)), 'imported'));
  await checkEmptyFolder(folder);
  const suite = await imported({ format, file, text, limit, title: name });
  if (suite.categories.size === 0) {
    tellLeftOut(suite, io);
    throw new BenchError('usage', `no row of ${inert(file, 400)} could become a task`, {
      hint: `Is it a ${format} file? docs/writing-suites.md shows what each format holds.`,
    });
  }
  await writeNewFiles(folder, suiteFiles(suite));
  const { tasks, digest } = await loadSuite(join(resolve(folder), 'suite.yaml'));
  const done = { folder, tasks: tasks.length, rows: suite.rows, digest, leftOut: suite.leftOut.map(asJson) };
  if (json) io.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
  else {
    tellLeftOut(suite, io);
    io.stdout.write(
      `${inert(folder, 400)}: ${counted(tasks.length, 'task')} from ${counted(suite.rows, 'row')}\n`,
    );
  }
  return 'ok';
};

async function imported(input: Omit<Parameters<typeof importSuite>[0], 'sandbox'>): Promise<ImportedSuite> {
  await using sandbox = await openSandbox();
  return await importSuite({ ...input, sandbox });
}

/** The largest of the known files has 5 MB. */
const maxFileBytes = 64 * 1024 * 1024;

async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes)
      throw new BenchError('usage', `${inert(file, 400)} has ${size} bytes, ${maxFileBytes} at most`, {
        hint: 'Split it.',
      });
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new BenchError('usage', `${inert(file, 400)} is not UTF-8`, { hint: 'Save it as UTF-8.', cause });
    throw diskProblem(cause, inert(file, 400));
  }
}

function tellLeftOut({ leftOut }: ImportedSuite, { stderr }: Io): void {
  for (const { name, why } of leftOut) stderr.write(`left out: ${inert(name, 80)}: ${inert(why, 200)}\n`);
  if (leftOut.length > 0) stderr.write(`${counted(leftOut.length, 'row')} left out\n`);
}

function asJson({ name, why }: ImportedSuite['leftOut'][number]) {
  return { name, why };
}
