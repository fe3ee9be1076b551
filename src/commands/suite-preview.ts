import * as z from 'zod';
import { openGraderServices } from '../graders/open-services.js';
import { openAssets } from '../suite/assets.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import { choosePreview, previewTask } from '../suite/preview.js';
import type { CommandAction } from './command.js';
import { columnsOf, wantsColor } from './io.js';
import { renderPreview } from './preview-text.js';
import { previewJson } from './preview-json.js';
import { isOn, readOptions, wholeFrom } from './read-options.js';

/** `suite preview`: what one attempt of a task sends, and how every answer that is known is graded. Asks nobody. */
export const suitePreview: CommandAction = async (call) => {
  const { io, operands } = call;
  const options = readOptions(call, {
    suite: z.string().default('public/dev'),
    variant: wholeFrom(1, 1_000).optional(),
    repeat: wholeFrom(0, 1_000_000).default(0),
    seed: z.string().default('1'),
    customGraders: isOn,
    json: isOn,
  });
  const suite = await loadSuite(options.suite, { searchPath: suiteSearchPath(io.env) });
  const { variant: row, repeat, seed } = options;
  const variant = row === undefined ? undefined : row - 1;
  const task = choosePreview(suite, { taskId: operands[0] ?? '', variant, repeat, seed });
  const asset = openAssets(suite);
  const { graders } = task;
  await using services = await openGraderServices({ graders, asset, allowCustom: options.customGraders });
  const preview = await previewTask(task, suite, { asset, services });
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  io.stdout.write(options.json ? previewJson(preview) : renderPreview(preview, page));
  return 'ok';
};
