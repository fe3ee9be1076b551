import { inert } from '../../lib/inert.js';
import { formatMs } from '../../lib/quantity.js';
import { nothing } from '../../report/words.js';
import type { CohortSummary } from '../read/read-cohort.js';
import { formatInstant } from './instant.js';
import { shortId } from './short-id.js';
import type { Cell, MarkedCell, PageColumn } from './text-page.js';

/** The page of a cohort; the id may be anything. */
export function cohortHref(id: string): string {
  return `/cohorts/${encodeURIComponent(id.toWellFormed())}`;
}

export const cohortColumns: readonly PageColumn[] = [
  { title: 'cohort', isNumber: false, rank: 0 },
  { title: 'state', isNumber: false, rank: 0 },
  { title: 'case', isNumber: false, rank: 1 },
  { title: 'host', isNumber: false, rank: 4 },
  { title: 'started', isNumber: false, rank: 2 },
  { title: 'took', isNumber: true, rank: 3 },
  { title: 'pass', isNumber: true, rank: 0 },
  { title: 'fail', isNumber: true, rank: 0 },
  { title: 'n/a', isNumber: true, rank: 1 },
];

export function cohortCells(cohort: CohortSummary): readonly Cell[] {
  const { id, caseId, caseVersion, host, startedAt, endedAt, nextStartAt, passed, failed, notScored } =
    cohort;
  return [
    { text: shortId(id), href: cohortHref(id) },
    stateCell(cohort),
    `${inert(caseId, 40)} v${caseVersion}`,
    inert(host ?? nothing, 40),
    startedAt === undefined ? `due ${formatInstant(nextStartAt)}` : formatInstant(startedAt),
    startedAt === undefined || endedAt === undefined ? nothing : formatMs(Math.max(0, endedAt - startedAt)),
    String(passed),
    String(failed),
    String(notScored),
  ];
}

export function stateCell({ state, isDegraded, abortReason }: CohortSummary): MarkedCell {
  if (state === 'aborted')
    return { text: `aborted: ${inert(abortReason ?? 'no reason kept', 60)}`, level: 'bad' };
  return isDegraded ? { text: `${state}, degraded`, level: 'warn' } : { text: state };
}
