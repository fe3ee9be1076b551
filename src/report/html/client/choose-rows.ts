import type { PageRows } from '../page-data.js';

/** What the filters ask for; an empty text or an undefined index lets all pass. */
export interface Filters {
  readonly text: string;
  readonly category: number | undefined;
  readonly result: number | undefined;
  readonly verdict: number | undefined;
  readonly outcome: number | undefined;
}

export interface Sorting {
  readonly key: SortKey;
  readonly direction: 'ascending' | 'descending';
}

export const sortKeys = [
  'id',
  'category',
  'kind',
  'quality',
  'ttftMs',
  'lifecycleMs',
  'maxGapMs',
  'completionTokens',
  'costUsd',
  'reason',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** Indexes of the attempts that pass, in the order asked for; undefined: the order of the run. */
export function chooseRows(
  rows: PageRows,
  filters: Filters,
  sorting: Sorting | undefined,
): readonly number[] {
  const passes = filterOf(rows, filters);
  const chosen = rows.id.flatMap((_, index) => (passes(index) ? [index] : []));
  if (sorting === undefined) return chosen;
  const compare = comparison(rows, sorting);
  return chosen.sort((left, right) => compare(left, right) || left - right);
}

function filterOf(rows: PageRows, { text, ...wanted }: Filters): (index: number) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const isAsked = (value: number | undefined, asked: number | undefined) =>
    asked === undefined || value === asked;
  return (index) =>
    isAsked(rows.category[index], wanted.category) &&
    isAsked(rows.kind[index], wanted.result) &&
    isAsked(rows.verdict[index], wanted.verdict) &&
    isAsked(rows.outcome[index], wanted.outcome) &&
    (words.length === 0 || hasAll(textOf(rows, index), words));
}

function hasAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

function textOf({ id, reason, flags, words }: PageRows, index: number): string {
  const own = (flags[index] ?? []).map((flag) => words.flags[flag] ?? '');
  return [id[index], reason[index], ...own].join(' ').toLowerCase();
}

const byName = new Intl.Collator('en', { numeric: true });

function comparison(rows: PageRows, { key, direction }: Sorting): (left: number, right: number) => number {
  const sign = direction === 'ascending' ? 1 : -1;
  if (key === 'id' || key === 'reason' || key === 'category' || key === 'kind') {
    const text = (index: number) => wordOf(rows, key, index);
    return (left, right) => sign * byName.compare(text(left), text(right));
  }
  const column = rows[key];
  return (left, right) => byNumber(column[left], column[right], sign);
}

/** What was not measured comes last, whichever way. */
function byNumber(left: number | null | undefined, right: number | null | undefined, sign: number): number {
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : 1;
  if (right === null || right === undefined) return -1;
  return sign * (left - right);
}

function wordOf(rows: PageRows, key: 'id' | 'reason' | 'category' | 'kind', index: number): string {
  if (key === 'id' || key === 'reason') return rows[key][index] ?? '';
  if (key === 'category') return rows.words.category[rows.category[index] ?? -1] ?? '';
  return rows.words.kind[rows.kind[index] ?? -1]?.text ?? '';
}
