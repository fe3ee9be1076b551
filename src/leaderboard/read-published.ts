import { BenchError } from '../errors/bench-error.js';
import { isJsonObject, parseJson } from '../lib/json.js';
import { publishedJson } from './pages/published-data.js';
import { publishedJsonRows } from './published-json.js';
import type { PublishedRow } from './published-row.js';
import { publishedCsvRows, publishedMarkdownRows, publishedTextRows } from './published-table.js';

/** Of a file that is looked at. */
export const mostPublishedBytes = 8_000_000;
const mostRows = 100_000;

/**
 * The rows of a published board, whatever it was published as: JSON, CSV, Markdown, our HTML page, or a page's text.
 * Throws BenchError('usage') where no row is found.
 */
export function readPublished(text: string, where: string): readonly PublishedRow[] {
  const rows = rowsIn(text);
  if (rows === undefined || rows.length === 0) {
    throw new BenchError('usage', `${where} holds no board: no row with a composite and its dimensions`, {
      hint: 'JSON, CSV and Markdown tables are read, and the page of `leaderboard show --format html`.',
    });
  }
  if (rows.length > mostRows)
    throw new BenchError('usage', `${where} has ${rows.length} rows, and ${mostRows} are read at most`);
  return rows;
}

function rowsIn(text: string): readonly PublishedRow[] | undefined {
  const json = parseJson(publishedJson(text) ?? text);
  if (Array.isArray(json) || isJsonObject(json)) return publishedJsonRows(json);
  return publishedMarkdownRows(text) ?? publishedCsvRows(text) ?? publishedTextRows(text);
}
