import { renderGrid, type GridColumn } from './grid.js';
import { changeNote, type HistoryGroupView, type HistoryRowView, type HistoryView } from './history-view.js';
import { openInk, type Ink } from './ink.js';
import { flowed, joinPage, pageColumns, section, type PageOptions } from './page.js';

/** For a terminal: group by group, the newest run at the bottom, next to the prompt. */
export function renderHistoryTable({ groups }: HistoryView, { columns, color }: PageOptions): string {
  const layout = { columns: pageColumns(columns), ink: openInk(color) };
  if (groups.length === 0) return joinPage(['', '  no run', '']);
  const isChanged = groups.some(({ rows }) => rows.some(({ change }) => change !== ''));
  return joinPage([
    ...groups.flatMap((group) => groupLines(group, layout)),
    ...(isChanged
      ? ['', ...flowed([changeNote], layout.columns - 4).map((line) => `  ${layout.ink.quiet(line)}`)]
      : []),
    '',
  ]);
}

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

function groupLines(
  { title, facts, trend, rows, older }: HistoryGroupView,
  layout: Layout,
): readonly string[] {
  const { columns, ink } = layout;
  return [
    ...section(title, '', layout),
    ...flowed(facts, columns - 4).map((line) => `  ${ink.quiet(line)}`),
    ...(trend === '' ? [] : [`  ${trend}`]),
    ...(older === '' ? [] : [`  ${ink.quiet(older)}`]),
    ...renderGrid(rows, gridOf(rows, ink), { columns, quiet: ink.quiet }),
  ];
}

function gridOf(rows: readonly HistoryRowView[], ink: Ink): readonly GridColumn<HistoryRowView>[] {
  const right = (title: string, rank: number, of: (row: HistoryRowView) => string) =>
    ({ title, rank, of, align: 'right' }) as const;
  const left = (title: string, rank: number, of: (row: HistoryRowView) => string) =>
    ({ title, rank, of, align: 'left' }) as const;
  const paint = (change: string) =>
    change.startsWith('-') ? ink.warn(change) : change.startsWith('+') ? ink.good(change) : change;
  return [
    left('UTC', 1, ({ time }) => time),
    left('run', 0, ({ runId }) => ink.quiet(runId)),
    right('comp.', 0, ({ composite }) => ink.strong(composite)),
    right('change', 0, ({ change }) => paint(change)),
    right('qual.', 2, ({ quality }) => quality),
    right('speed', 4, ({ speed }) => speed),
    right('cost', 5, ({ cost }) => cost),
    right('strm.', 6, ({ streaming }) => streaming),
    right('mod.', 7, ({ modality }) => modality),
    right('TTFT p50', 3, ({ ttft }) => ttft),
    ...(rows.some(({ note }) => note !== '') ? [left('', 0, ({ note }) => ink.warn(note))] : []),
  ];
}
