import { renderCsv } from './csv.js';
import { renderJson } from './json.js';
import { renderJsonl } from './jsonl.js';
import { renderMarkdown } from './markdown.js';
import type { PageOptions } from './page.js';
import { renderTable } from './table.js';
import type { View } from './view.js';

export type Renderer = (view: View, options: PageOptions) => string;

/** Every format of `report`: one file and one line each. */
export const renderers = {
  table: renderTable,
  markdown: renderMarkdown,
  csv: renderCsv,
  json: renderJson,
  jsonl: renderJsonl,
} as const satisfies Record<string, Renderer>;
