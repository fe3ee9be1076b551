import type { PageRows } from '../page-data.js';
import { attemptRow } from './attempt-row.js';
import { chooseRows, sortKeys, type SortKey, type Sorting } from './choose-rows.js';
import { byId } from './dom.js';
import { openFilters } from './filters.js';
import { openPages, rowsPerPage } from './pages.js';

export interface AttemptTable {
  /** What the table shows now, on all its pages: the way from one opened attempt to the next. */
  readonly order: () => readonly number[];
}

/** Fills the table of attempts and keeps it as its filters, headings and pages say. */
export function openAttemptTable(rows: PageRows): AttemptTable {
  const body = byId('attempt-table', HTMLTableElement).tBodies[0];
  const count = byId('count', HTMLElement);
  let sorting: Sorting | undefined;
  let chosen: readonly number[] = [];

  const pages = openPages((page) => {
    const start = page * rowsPerPage;
    body?.replaceChildren(
      ...chosen.slice(start, start + rowsPerPage).map((index) => attemptRow(rows, index)),
    );
  });
  const update = () => {
    chosen = chooseRows(rows, filters.read(), sorting);
    count.textContent = countText(chosen.length, rows.id.length);
    pages.show(chosen.length);
  };
  const filters = openFilters(rows, update);
  openHeadings((key, heading) => {
    sorting = nextSorting(sorting, key);
    showSorting(heading, sorting);
    update();
  });
  update();
  return { order: () => chosen };
}

function countText(shown: number, all: number): string {
  const number = (count: number) => count.toLocaleString('en-US');
  if (all === 0) return 'No attempts.';
  if (shown === all) return `${number(all)} attempt${all === 1 ? '' : 's'}`;
  return shown === 0 ? 'No attempt fits.' : `${number(shown)} of ${number(all)} attempts`;
}

/** Ascending, descending, and back to the order of the run. */
function nextSorting(sorting: Sorting | undefined, key: SortKey): Sorting | undefined {
  if (sorting?.key !== key) return { key, direction: 'ascending' };
  return sorting.direction === 'ascending' ? { key, direction: 'descending' } : undefined;
}

function openHeadings(onSort: (key: SortKey, heading: Element) => void): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('#attempt-table button[data-sort]')) {
    const key = sortKeys.find((name) => name === button.dataset['sort']);
    const heading = button.closest('th');
    if (key !== undefined && heading !== null) button.addEventListener('click', () => onSort(key, heading));
  }
}

function showSorting(heading: Element, sorting: Sorting | undefined): void {
  for (const each of document.querySelectorAll('#attempt-table th')) each.setAttribute('aria-sort', 'none');
  heading.setAttribute('aria-sort', sorting?.direction ?? 'none');
}
