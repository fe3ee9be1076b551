import { escapeMarkdown, markdownCode } from '../../lib/escape-markdown.js';
import { cellText, type GridPart, type PagePart, type TextPage } from './text-page.js';

/** A page as GitHub-flavoured Markdown. */
export function renderTextMarkdown({ title, facts, notices, sections }: TextPage): string {
  return `${[
    `### ${escapeMarkdown(title)}`,
    ...(facts.length === 0 ? [] : ['', facts.map((fact) => escapeMarkdown(fact)).join(' · ')]),
    ...notices.flatMap(({ text }) => ['', `> ${escapeMarkdown(text, longest)}`]),
    ...sections.flatMap((section) => [
      '',
      `#### ${escapeMarkdown(section.title)}`,
      ...(section.note === '' ? [] : ['', escapeMarkdown(section.note)]),
      ...section.parts.flatMap((part) => ['', ...partLines(part)]),
    ]),
  ].join('\n')}\n`;
}

/** Our own paragraphs are longer than what foreign text may be. */
const longest = 2_000;

function partLines(part: PagePart): readonly string[] {
  switch (part.kind) {
    case 'grid':
      return gridLines(part);
    case 'facts':
      return part.facts.map(
        ({ label, text }) => `- ${escapeMarkdown(label)}: ${escapeMarkdown(text, longest)}`,
      );
    case 'text':
      return part.paragraphs.flatMap((text, index) => [
        ...(index === 0 ? [] : ['']),
        escapeMarkdown(text, longest),
      ]);
    case 'block':
      return [
        `- ${escapeMarkdown(part.label)}:`,
        ...part.lines.map((line) => `  - ${markdownCode(line, longest)}`),
      ];
  }
}

function gridLines({ columns, rows, none }: GridPart): readonly string[] {
  if (rows.length === 0) return [escapeMarkdown(none)];
  return [
    tableRow(columns.map(({ title }) => title)),
    `|${columns.map(({ isNumber }) => (isNumber ? '--:' : ':--')).join('|')}|`,
    ...rows.map((cells) => tableRow(cells.map(cellText))),
  ];
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => escapeMarkdown(cell)).join(' | ')} |`;
}
