import * as z from 'zod';
import { readMethodology } from '../arena/read/read-methodology.js';
import { toMethodologyFile } from '../arena/text/methodology-file.js';
import { methodologyTextPage } from '../arena/text/methodology-page-text.js';
import { realClock } from '../lib/real-clock.js';
import { requireHost } from './arena-choice.js';
import { arenaFormat, writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readOptions } from './read-options.js';

/** `arena methodology`: how the arena works and what its numbers mean, with how large it is now. */
export const arenaMethodology: CommandAction = async (call) => {
  const { io } = call;
  const { format, host, store } = readOptions(call, {
    format: arenaFormat,
    host: z.string().optional(),
    store: storeOption,
  });
  await using database = await visitStore(io, store);
  await requireHost(database, host);
  const reading = await readMethodology(database, { host, nowMs: realClock.wall().getTime() });
  writeArenaPage(io, format, {
    page: () => methodologyTextPage(reading, { host }),
    file: () => toMethodologyFile(reading, { host }),
  });
  return 'ok';
};
