import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { diskProblem, errnoOf } from '../lib/disk-problem.js';
import type { SettingLayer } from '../run/layered-settings.js';
import { pathFrom, type Io } from './io.js';

export interface RoundFilesOptions {
  readonly io: Io;
  readonly given: SettingLayer;
  readonly roundId: string;
  readonly competitor: string;
}

export interface RoundFiles {
  readonly nonceFile: string;
  readonly meter: string | undefined;
}

/**
 * The secret that all targets of a round share, drawn when it begins and kept beside the runs, so that a round that is
 * gone on with asks the same; and the meter's file of this run alone: `{round}` and `{competitor}` in `--meter` stand for
 * them. A meter file that nobody has written to yet is made.
 */
export async function roundFiles({ io, given, roundId, competitor }: RoundFilesOptions): Promise<RoundFiles> {
  const output = pathFrom(io, textOf(given, 'output') ?? 'janus-results');
  const nonceFile = textOf(given, 'nonceFile') ?? join(output, 'rounds', `${roundId}.nonce`);
  if (given.values.nonceFile === undefined) await drawOnce(nonceFile);
  const meter = textOf(given, 'meter')
    ?.replaceAll('{round}', roundId)
    .replaceAll('{competitor}', competitor.replace(/[^\w.-]/g, '-'));
  if (meter !== undefined) await makeIfMissing(pathFrom(io, meter));
  return { nonceFile, meter };
}

function textOf({ values }: SettingLayer, key: 'output' | 'nonceFile' | 'meter'): string | undefined {
  const raw = values[key]?.raw;
  return typeof raw === 'string' ? raw : undefined;
}

async function drawOnce(path: string): Promise<void> {
  try {
    await readFile(path);
    return;
  } catch (problem) {
    if (errnoOf(problem) !== 'ENOENT') throw diskProblem(problem, path);
  }
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) =>
    Promise.reject(diskProblem(cause, path)),
  );
  await writeFileAtomic(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
}

async function makeIfMissing(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, 'a')).close();
  } catch (cause) {
    throw diskProblem(cause, path);
  }
}
