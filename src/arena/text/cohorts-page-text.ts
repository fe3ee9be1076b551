import type { CohortSummary } from '../read/read-cohort.js';
import { cohortCells, cohortColumns } from './cohort-words.js';
import type { TextPage } from './text-page.js';

/** The newest cohorts. */
export function cohortsTextPage(cohorts: readonly CohortSummary[]): TextPage {
  return {
    title: 'Arena cohorts',
    facts: ['a cohort is one case, given to every enabled agent at once'],
    notices: [],
    sections: [
      {
        title: 'Latest',
        note: 'newest first',
        parts: [
          {
            kind: 'grid',
            caption: 'Latest cohorts, newest first',
            columns: cohortColumns,
            rows: cohorts.map(cohortCells),
            none: 'No cohort has been queued yet.',
          },
        ],
      },
    ],
  };
}
