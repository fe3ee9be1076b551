import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { diskProblem } from '../lib/disk-problem.js';
import { parseJson } from '../lib/json.js';
import { stateFolder } from '../lib/state-folder.js';
import { calibrationSchema, type Calibration } from '../results/calibration.js';

export type CalibratedMachine = Omit<Calibration['machine'], 'loadAverage' | 'node'>;

/** Keeps the calibration for the runs that follow; gives its path, undefined where nothing is to be kept. */
export async function keepCalibration(
  env: NodeJS.ProcessEnv,
  calibration: Calibration,
): Promise<string | undefined> {
  const path = pathIn(env);
  if (path === undefined) return undefined;
  await mkdir(join(path, '..'), { recursive: true }).catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  await writeFileAtomic(path, `${JSON.stringify(calibration, null, 2)}\n`);
  return path;
}

/**
 * The last calibration, if it is of this machine. Never throws: a file that is missing, damaged, of another version or
 * from another machine (a home folder can be shared) is no calibration, and a run must not fail for the lack of one.
 */
export async function lastCalibration(
  env: NodeJS.ProcessEnv,
  machine: CalibratedMachine,
): Promise<Calibration | undefined> {
  const path = pathIn(env);
  const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  const parsed = calibrationSchema.safeParse(text === undefined ? undefined : parseJson(text));
  return parsed.success && isSame(parsed.data.machine, machine) ? parsed.data : undefined;
}

function pathIn(env: NodeJS.ProcessEnv): string | undefined {
  const folder = stateFolder(env);
  return folder === undefined ? undefined : join(folder, 'calibration.json');
}

function isSame(then: CalibratedMachine, now: CalibratedMachine): boolean {
  return (
    then.os === now.os && then.arch === now.arch && then.cpus === now.cpus && then.cpuModel === now.cpuModel
  );
}
