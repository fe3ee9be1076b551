import { open } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { checkComposites } from '../leaderboard/check-composites.js';
import { mostPublishedBytes, readPublished } from '../leaderboard/read-published.js';
import { renderCheckedRows } from '../leaderboard/text/checked-rows.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import { jsonFile } from '../report/json.js';
import type { CommandAction } from './command.js';
import { pathFrom } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `leaderboard verify`: do the composites of a published board follow from its dimensions? Exit code 1 if one does not. */
export const leaderboardVerify: CommandAction = async (call) => {
  const { io, operands } = call;
  const { json } = readOptions(call, { json: isOn });
  const [file = ''] = operands;
  const rows = checkComposites(readPublished(await readBounded(pathFrom(io, file)), file));
  io.stdout.write(
    json
      ? jsonFile({ schema: 'janus-bench/checked-composites', schemaVersion: 1, rows })
      : renderCheckedRows(inert(file, 200), rows),
  );
  return rows.some(({ verdict }) => verdict === 'breaks') ? 'bar' : 'ok';
};

/** Never more than a board can be, whatever the file is (a device has no size). */
async function readBounded(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(mostPublishedBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) break;
    }
    if (length <= mostPublishedBytes) return buffer.toString('utf8', 0, length).replace(/^\uFEFF/u, '');
  } catch (cause) {
    throw diskProblem(cause, path);
  }
  throw new BenchError('usage', `${path} is over ${mostPublishedBytes / 1_000_000} MB: no published board`);
}
