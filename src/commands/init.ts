import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { inert } from '../lib/inert.js';
import { writeNewFiles } from '../suite/import/write-suite.js';
import { starterFiles } from '../suite/starter.js';
import type { CommandAction } from './command.js';
import { pathFrom } from './io.js';
import { isOn, readOptions } from './read-options.js';
import { starterConfig } from './starter-config.js';

/** `init`: a new suite that is sound as it stands, or with `--config` a settings file. Overwrites nothing. */
export const init: CommandAction = async (call) => {
  const { io, operands } = call;
  const { config } = readOptions(call, { config: isOn });
  if (config) {
    const folder = pathFrom(io, z.string().default('.').parse(operands[0]));
    await writeNewFiles(folder, new Map([['janus-bench.yaml', starterConfig]]));
    io.stdout.write(`${inert(folder, 400)}: janus-bench.yaml written\n`);
    return 'ok';
  }
  const folder = pathFrom(io, operands[0] ?? 'my-suite');
  await writeNewFiles(folder, starterFiles(randomUUID()));
  const shown = inert(folder, 400);
  io.stdout.write(`${shown}: a suite of 3 tasks\n`);
  io.stderr.write(`next: janus-bench suite lint ${shown}; janus-bench suite selftest ${shown}\n`);
  return 'ok';
};
