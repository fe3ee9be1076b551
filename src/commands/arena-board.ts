import { renderBoardPage } from '../arena/pages/board-page.js';
import { readBoard, type BoardReading } from '../arena/read/read-board.js';
import { latestCohorts } from '../arena/read/read-cohort.js';
import { readMethodology } from '../arena/read/read-methodology.js';
import { renderBoardCsv } from '../arena/text/board-csv.js';
import { toBoardFile } from '../arena/text/board-file.js';
import { boardTextPage } from '../arena/text/board-page-text.js';
import { realClock } from '../lib/real-clock.js';
import type { Database } from '../store/database.js';
import { choiceOptions, requireHost } from './arena-choice.js';
import { writeArenaPage } from './arena-output.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readBoardAssets } from './page-assets.js';
import { readOptions, word } from './read-options.js';

/** `arena board`: how the agents stand in a window. */
export const arenaBoard: CommandAction = async (call) => {
  const { io } = call;
  const { format, window, host, store } = readOptions(call, {
    ...choiceOptions,
    format: word(['table', 'markdown', 'json', 'csv', 'html']).default('table'),
    store: storeOption,
  });
  await using database = await visitStore(io, store);
  await requireHost(database, host);
  const board = await readBoard(database, { window, host, nowMs: realClock.wall().getTime() });
  if (format === 'html') io.stdout.write(await htmlOf(board, database));
  else if (format === 'csv') io.stdout.write(renderBoardCsv(toBoardFile(board)));
  else writeArenaPage(io, format, { page: () => boardTextPage(board), file: () => toBoardFile(board) });
  return 'ok';
};

const shownCohorts = 20;

async function htmlOf(board: BoardReading, database: Database): Promise<string> {
  const nowMs = realClock.wall().getTime();
  const [methodology, cohorts, assets] = await Promise.all([
    readMethodology(database, { host: board.host, nowMs }),
    latestCohorts(database, shownCohorts),
    readBoardAssets(),
  ]);
  return renderBoardPage({ board, methodology, cohorts, assets });
}
