import { textWidth, wrapText } from '../lib/text-width.js';
import type { Ink } from './ink.js';

/** How a text page is to be drawn. */
export interface PageOptions {
  /** Of the terminal; 0 or none where it does not know, then 80. */
  readonly columns: number;
  readonly color: boolean;
  /** What names the run on the command line, for commands that are shown; left out: its id. */
  readonly run?: string | undefined;
}

const usual = 80;
const narrowest = 40;
const widest = 104;

/** Columns to draw in: a pipe and some terminals report 0, a table needs 40, and very long lines are hard to read. */
export function pageColumns(columns: number): number {
  if (!Number.isFinite(columns) || columns <= 0) return usual;
  return Math.min(widest, Math.max(narrowest, Math.floor(columns)));
}

/** Lines of a page: everything stands two columns in, and no line ends in spaces. */
export function joinPage(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

export interface Label {
  readonly label: string;
  readonly text: string;
}

/** `label  text`, the text wrapped and hanging beside its label; where there is no room, below it. */
export function labelled({ label, text }: Label, options: LabelOptions): readonly string[] {
  const { columns, labelColumns, ink, paint = (plain: string) => plain } = options;
  const room = columns - labelColumns - 2;
  if (room < 20) {
    return [`  ${ink.quiet(label)}`, ...wrapText(text, columns - 4).map((line) => `    ${paint(line)}`)];
  }
  const pad = ' '.repeat(Math.max(0, labelColumns - textWidth(label)));
  return wrapText(text, room).map((line, index) =>
    index === 0 ? `  ${ink.quiet(label)}${pad}${paint(line)}` : `  ${' '.repeat(labelColumns)}${paint(line)}`,
  );
}

export interface LabelOptions {
  readonly columns: number;
  readonly labelColumns: number;
  readonly ink: Ink;
  /** For the text. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** An empty line and a heading, with what it should be read with beside it. */
export function heading(title: string, note: string, ink: Ink): readonly string[] {
  return ['', `  ${ink.strong(title)}${note === '' ? '' : `  ${ink.quiet(note)}`}`];
}

export interface SectionOptions {
  readonly columns: number;
  readonly ink: Ink;
}

/** A heading whose note goes below it where there is no room beside it. */
export function section(title: string, note: string, { columns, ink }: SectionOptions): readonly string[] {
  const fits = textWidth(title) + textWidth(note) + 4 <= columns;
  if (fits) return heading(title, note, ink);
  return [...heading(title, '', ink), ...wrapText(note, columns - 4).map((line) => `  ${ink.quiet(line)}`)];
}

/** Phrases joined by dots, broken only between phrases where that is possible. */
export function flowed(phrases: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    const joined = last === undefined ? phrase : `${last} · ${phrase}`;
    if (last !== undefined && textWidth(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(...wrapText(phrase, columns));
  }
  return lines;
}
