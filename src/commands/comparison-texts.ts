import type { NamedRun } from '../compare/compare-runs.js';
import type { Comparison } from '../compare/comparison.js';
import { renderComparisonMarkdown } from '../report/comparison-markdown.js';
import { renderComparisonTable } from '../report/comparison-table.js';
import { toComparisonView } from '../report/comparison-view.js';
import { githubComparison } from '../report/github-comparison.js';
import { renderComparisonJson } from '../report/json.js';
import { renderComparisonJunit } from '../report/junit-comparison.js';
import type { PageOptions } from '../report/page.js';
import { renderRunsMarkdown, renderRunsTable } from '../report/runs-table.js';
import { toRunsView } from '../report/runs-view.js';
import type { PlacedRun } from './compared-runs.js';
import { htmlReport } from './html-report.js';
import type { ReporterTexts } from './reporters.js';

export interface Shown {
  readonly runs: readonly NamedRun[];
  /** Of each further run with the first. */
  readonly comparisons: readonly Comparison[];
}

/** CI servers are told of two runs; of more there is no one outcome. */
export function comparisonTexts(shown: Shown, candidate: PlacedRun | undefined): ReporterTexts {
  const [first] = shown.comparisons;
  const texts = {
    table: (page: PageOptions) => renderings.table(shown, page),
    markdown: (page: PageOptions) => renderings.markdown(shown, page),
    json: (page: PageOptions) => renderings.json(shown, page),
  };
  if (first === undefined || candidate === undefined || shown.comparisons.length > 1) return texts;
  const view = toComparisonView(first);
  return {
    ...texts,
    html: () => htmlReport({ result: candidate.result, journal: candidate.place.journal, comparison: first }),
    junit: () => renderComparisonJunit(view),
    github: () => githubComparison(view, renderings.markdown(shown, { columns: 100, color: false })),
  };
}

/** Runs that cannot be compared can still be looked at side by side. */
const renderings: Readonly<
  Record<'table' | 'markdown' | 'json', (shown: Shown, page: PageOptions) => string>
> = {
  table: ({ runs, comparisons }, page) => {
    const [only] = comparisons;
    if (only === undefined || comparisons.length > 1)
      return renderRunsTable(toRunsView(runs, comparisons), page);
    const whole = renderComparisonTable(toComparisonView(only), page);
    return only.obstacles.length > 0
      ? `${whole.trimEnd()}\n${renderRunsTable(toRunsView(runs, []), page)}`
      : whole;
  },
  markdown: ({ runs, comparisons }) => {
    const [only] = comparisons;
    if (only === undefined || comparisons.length > 1)
      return renderRunsMarkdown(toRunsView(runs, comparisons));
    const whole = renderComparisonMarkdown(toComparisonView(only));
    return only.obstacles.length > 0 ? `${whole}\n${renderRunsMarkdown(toRunsView(runs, []))}` : whole;
  },
  json: ({ comparisons }) => {
    const [only] = comparisons;
    const value =
      comparisons.length === 1 ? only : { schema: 'janus-bench/comparisons', schemaVersion: 1, comparisons };
    return renderComparisonJson(value);
  },
};
