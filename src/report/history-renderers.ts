import { csvLine, type CsvValue } from '../lib/csv.js';
import type { History } from './history.js';
import { renderHistoryMarkdown } from './history-markdown.js';
import { renderHistoryTable } from './history-table.js';
import { toHistoryView } from './history-view.js';
import { escapeHidden, safeJson } from './json.js';
import type { PageOptions } from './page.js';

/** Every format of `history`. */
export const historyRenderers = {
  table: (history, page) => renderHistoryTable(toHistoryView(history), page),
  markdown: (history) => renderHistoryMarkdown(toHistoryView(history)),
  csv: renderHistoryCsv,
  jsonl: (history) =>
    rowsOf(history)
      .map((row) => `${safeJson(row)}\n`)
      .join(''),
  json: (history) => `${escapeHidden(JSON.stringify(history, null, 2))}\n`,
} as const satisfies Record<string, (history: History, page: PageOptions) => string>;

/** One row a run, what its group has in common written out in each. Names as in CSV: `ttft_p50_ms`. */
function rowsOf({ groups }: History): readonly Readonly<Record<string, CsvValue>>[] {
  return groups.flatMap(({ runs, settings, ...group }, index) =>
    runs.map((run) => {
      const row = { group: index + 1, ...group, settings: JSON.stringify(settings), ...run };
      const told = Object.entries(row).filter(([name]) => name !== 'older');
      return Object.fromEntries(told.map(([name, value]) => [snakeCase(name), value]));
    }),
  );
}

function renderHistoryCsv(history: History): string {
  const rows = rowsOf(history);
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => csvLine(cells))
    .join('');
}

function snakeCase(name: string): string {
  return name.replace(/P(?=\d)|[A-Z](?=[a-z])/g, (letter) => `_${letter.toLowerCase()}`);
}
