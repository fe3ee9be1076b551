import { jsonFile } from '../../report/json.js';
import type { PageOptions } from '../../report/page.js';
import type { Leaderboard } from '../standings.js';
import { renderLeaderboardCsv } from './leaderboard-csv.js';
import { renderLeaderboardMarkdown } from './leaderboard-markdown.js';
import { renderLeaderboardTable } from './leaderboard-table.js';

type Renderer = (leaderboard: Leaderboard, page: PageOptions) => string;

/** Every format of `leaderboard show` that needs nothing but the board; the page has its own. */
export const leaderboardRenderers: Readonly<Record<'table' | 'markdown' | 'csv' | 'json', Renderer>> = {
  table: renderLeaderboardTable,
  markdown: renderLeaderboardMarkdown,
  csv: renderLeaderboardCsv,
  json: jsonFile,
};
