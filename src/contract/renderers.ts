import type { PageOptions } from '../report/page.js';
import type { CheckReport } from './check-report.js';
import { renderFindingsJunit } from './render-junit.js';
import { renderFindingsTable } from './render-table.js';

export type FindingsRenderer = (report: CheckReport, page: PageOptions) => string;

/** Every format of `check`. */
export const findingsRenderers = {
  table: renderFindingsTable,
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  junit: renderFindingsJunit,
} as const satisfies Record<string, FindingsRenderer>;
