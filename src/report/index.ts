import { renderCsv } from './csv.js';
import { renderJson } from './json.js';
import { renderMarkdown } from './markdown.js';
import type { PageOptions } from './page.js';
import { renderTable } from './table.js';
import type { View } from './view.js';

export type Renderer = (view: View, options: PageOptions) => string;

const byFormat = {
  table: renderTable,
  markdown: renderMarkdown,
  csv: renderCsv,
  json: renderJson,
} as const satisfies Record<string, Renderer>;

export type ReportFormat = keyof typeof byFormat;

/** Every format of `report`: one file and one line above each. */
export const renderers: Readonly<Record<ReportFormat, Renderer>> = byFormat;
