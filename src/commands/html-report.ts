import type { Comparison } from '../compare/comparison.js';
import { BenchError } from '../errors/bench-error.js';
import type { HtmlDetails } from '../report/html/detail-blocks.js';
import { renderHtml } from '../report/html/render-html.js';
import { toView } from '../report/view.js';
import { readRecords } from '../results/read-records.js';
import type { RunResult } from '../results/run-result.js';
import { readPageAssets } from './page-assets.js';

export interface HtmlReport {
  readonly result: RunResult;
  /** Its attempts.jsonl, for waterfalls, transcripts and grades; undefined where there is none. */
  readonly journal: string | undefined;
  /** What reading the run had to say. */
  readonly notes?: readonly string[] | undefined;
  /** With this run as its candidate. */
  readonly comparison?: Comparison | undefined;
}

/** A run as one HTML file. A journal that cannot be read takes away its own part alone, and the page says so. */
export async function htmlReport({ result, journal, notes = [], comparison }: HtmlReport): Promise<string> {
  const [assets, read] = await Promise.all([readPageAssets(), detailsOf(journal)]);
  const view = toView(result, { notes: [...notes, ...read.notes] });
  return renderHtml({ view, details: read.details, comparison, assets });
}

interface ReadDetails {
  readonly details: HtmlDetails | undefined;
  readonly notes: readonly string[];
}

async function detailsOf(journal: string | undefined): Promise<ReadDetails> {
  if (journal === undefined) return { details: undefined, notes: [] };
  try {
    return { details: await readRecords(journal), notes: [] };
  } catch (problem) {
    if (!(problem instanceof BenchError)) throw problem;
    return {
      details: undefined,
      notes: [`The journal could not be read, so attempts are shown without details: ${problem.message}.`],
    };
  }
}
