import * as z from 'zod';
import { renderers } from '../report/index.js';
import { toView } from '../report/view.js';
import { mergeRuns } from '../run/merge-run.js';
import type { CommandAction } from './command.js';
import { columnsOf, pathFrom, wantsColor } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `merge`: the shards of a run joined into one run, and its report. */
export const merge: CommandAction = async (call) => {
  const { io, operands } = call;
  const { output, allowMissing, json, quiet } = readOptions(call, {
    output: z.string().default('janus-results'),
    allowMissing: isOn,
    json: isOn,
    quiet: isOn,
  });
  const { result, folder } = await mergeRuns({ runs: operands, output: pathFrom(io, output), allowMissing });
  const view = toView(result);
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  if (json) io.stdout.write(renderers.json(view));
  else if (!quiet) io.stdout.write(renderers.table(view, page));
  if (!quiet) io.stderr.write(`results: ${folder}\n`);
  return result.validity.status === 'invalid' ? 'invalid' : 'ok';
};
