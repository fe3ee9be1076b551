import { readOps } from '../arena/read/read-ops.js';
import { toOpsFile } from '../arena/text/ops-file.js';
import { opsTextPage } from '../arena/text/ops-page-text.js';
import { realClock } from '../lib/real-clock.js';
import { arenaFormat, writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readOptions, wholeFrom } from './read-options.js';

/** `arena ops`: who leads the arena, what is under way, what happened last. */
export const arenaOps: CommandAction = async (call) => {
  const { io } = call;
  const { format, events, store } = readOptions(call, {
    format: arenaFormat,
    events: wholeFrom(0, 1_000).default(20),
    store: storeOption,
  });
  await using database = await visitStore(io, store);
  const reading = await readOps(database, { nowMs: realClock.wall().getTime(), eventCount: events });
  writeArenaPage(io, format, { page: () => opsTextPage(reading), file: () => toOpsFile(reading) });
  return 'ok';
};
