import { readStats } from '../arena/read/read-stats.js';
import { renderStatsCsv } from '../arena/text/stats-csv.js';
import { toStatsFile } from '../arena/text/stats-file.js';
import { statsTextPage } from '../arena/text/stats-page-text.js';
import { realClock } from '../lib/real-clock.js';
import { choiceOptions, requireHost } from './arena-choice.js';
import { writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readOptions, word } from './read-options.js';

/** `arena stats`: the raw distributions behind a board. */
export const arenaStats: CommandAction = async (call) => {
  const { io } = call;
  const { format, window, host, store } = readOptions(call, {
    ...choiceOptions,
    format: word(['table', 'markdown', 'json', 'csv']).default('table'),
    store: storeOption,
  });
  await using database = await visitStore(io, store);
  await requireHost(database, host);
  const stats = await readStats(database, { window, host, nowMs: realClock.wall().getTime() });
  if (format === 'csv') io.stdout.write(renderStatsCsv(toStatsFile(stats)));
  else writeArenaPage(io, format, { page: () => statsTextPage(stats), file: () => toStatsFile(stats) });
  return 'ok';
};
