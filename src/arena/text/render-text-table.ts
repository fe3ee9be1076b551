import { renderGrid } from '../../report/grid.js';
import { openInk, type Ink } from '../../report/ink.js';
import { flowed, joinPage, labelled, pageColumns, section, type PageOptions } from '../../report/page.js';
import { cutToWidth, textWidth, wrapText } from '../../lib/text-width.js';
import {
  cellLevel,
  cellText,
  type Cell,
  type GridPart,
  type PageFact,
  type PagePart,
  type TextPage,
} from './text-page.js';

/** A page for a terminal. */
export function renderTextTable(
  { title, facts, notices, sections }: TextPage,
  { columns, color }: PageOptions,
): string {
  const layout = { columns: pageColumns(columns), ink: openInk(color) };
  const { ink } = layout;
  const room = layout.columns - 4;
  return joinPage([
    '',
    `  ${ink.strong(cutToWidth(title, room))}`,
    ...flowed(facts, room).map((line) => `  ${ink.quiet(line)}`),
    ...notices.flatMap(({ level, text }) =>
      wrapText(text, room).map((line) => `  ${level === 'note' ? ink.quiet(line) : ink[level](line)}`),
    ),
    ...sections.flatMap((each) => [
      ...section(each.title, each.note, layout),
      ...each.parts.flatMap((part) => partLines(part, layout)),
    ]),
    '',
  ]);
}

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

function partLines(part: PagePart, layout: Layout): readonly string[] {
  const { columns, ink } = layout;
  switch (part.kind) {
    case 'grid':
      return gridLines(part, layout);
    case 'facts':
      return factLines(part.facts, layout);
    case 'text':
      return part.paragraphs.flatMap((text) => wrapText(text, columns - 4).map((line) => `  ${line}`));
    case 'block':
      return [`  ${ink.quiet(part.label)}`, ...part.lines.map((line) => `    ${line}`)];
  }
}

/** Beside longer labels a text would have no room: then it stands below. */
const widestLabel = 22;

function factLines(facts: readonly PageFact[], { columns, ink }: Layout): readonly string[] {
  const widest = Math.max(...facts.map(({ label }) => textWidth(label)));
  return facts.flatMap(({ label, text, level }) => {
    const paint = level === undefined ? (plain: string) => plain : ink[level];
    if (widest <= widestLabel)
      return labelled({ label, text }, { columns, labelColumns: widest + 2, ink, paint });
    return [`  ${ink.quiet(label)}`, ...wrapText(text, columns - 6).map((line) => `    ${paint(line)}`)];
  });
}

function gridLines({ columns: heads, rows, none }: GridPart, { columns, ink }: Layout): readonly string[] {
  if (rows.length === 0) return wrapText(none, columns - 4).map((line) => `  ${ink.quiet(line)}`);
  const grid = heads.map(({ title, isNumber, rank }, index) => ({
    title,
    rank,
    align: isNumber ? ('right' as const) : ('left' as const),
    of: (cells: readonly Cell[]) => painted(cells[index] ?? '', ink),
  }));
  return renderGrid(rows, grid, { columns, quiet: ink.quiet });
}

function painted(cell: Cell, ink: Ink): string {
  const text = cellText(cell);
  const level = cellLevel(cell);
  return level === undefined ? text : ink[level](text);
}
