import * as z from 'zod';
import { calibrate as measure, type CalibrateProgress } from '../calibrate/calibrate.js';
import { renderCalibration } from '../calibrate/calibration-page.js';
import { keepCalibration } from '../calibrate/calibration-store.js';
import { realClock } from '../lib/real-clock.js';
import type { Calibration } from '../results/calibration.js';
import { describeEnvironment } from '../run/environment.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { isOn, readOptions } from './read-options.js';

const loadList = z
  .string()
  .regex(/^\d{1,3}(,\d{1,3})*$/, 'must be numbers of streams such as 1,32')
  .transform((text) => text.split(',').map(Number))
  .pipe(z.array(z.int().min(1, 'must be at least 1').max(500, 'must be at most 500')));

/** `calibrate`: how true this machine's stamps are. Keeps the result for the runs that follow. */
export const calibrate: CommandAction = async (call) => {
  const { io } = call;
  const { quick, burn, json, streams } = readOptions(call, {
    quick: isOn,
    burn: isOn,
    json: isOn,
    streams: loadList.optional(),
  });
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping after this round\n'));
  try {
    const calibration = await measure({
      quick,
      burn,
      streams,
      machine: machineFrom(io.env),
      now: () => realClock.wall(),
      signal: interrupt.signal,
      onProgress: progressOn(io),
    });
    // Loads chosen by hand say nothing of the others, so no run is to carry them.
    const path = streams === undefined ? await keepCalibration(io.env, calibration) : undefined;
    show(calibration, { io, json });
    if (path !== undefined) io.stderr.write(`kept for runs to come: ${path}\n`);
    return calibration.verdict === 'unfit' ? 'invalid' : 'ok';
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
};

function machineFrom(env: NodeJS.ProcessEnv): Omit<Calibration['machine'], 'loadAverage'> {
  const { node, os, arch, cpus, cpuModel } = describeEnvironment(env);
  return { node, os, arch, cpus, cpuModel };
}

function show(calibration: Calibration, { io, json }: { readonly io: Io; readonly json: boolean }): void {
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  io.stdout.write(json ? `${JSON.stringify(calibration, null, 2)}\n` : renderCalibration(calibration, page));
}

/** A line for each load; on a terminal one that counts. */
function progressOn({ stderr }: Io): (progress: CalibrateProgress) => void {
  let last = '';
  return ({ done, total, what }) => {
    if (stderr.isTTY === true)
      stderr.write(`\r\x1b[2K${what} (${done} of ${total})${done + 1 >= total ? '\n' : ''}`);
    else if (what !== last) stderr.write(`${what}\n`);
    last = what;
  };
}
