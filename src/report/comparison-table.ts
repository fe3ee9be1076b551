import { padEndTo, textWidth, wrapText } from '../lib/text-width.js';
import {
  findingsNote,
  type ComparisonView,
  type FindingGroup,
  type FindingView,
  type FlipView,
  type RunView,
} from './comparison-view.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk, type Ink } from './ink.js';
import { flowed, joinPage, labelled, pageColumns, section, type PageOptions } from './page.js';

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

const shownFlips = 12;

/** A comparison for a terminal: the outcome in a sentence, then what it rests on. */
export function renderComparisonTable(view: ComparisonView, options: PageOptions): string {
  const layout: Layout = { columns: pageColumns(options.columns), ink: openInk(options.color) };
  return joinPage([
    '',
    ...headlineLines(view, layout),
    ...runLines(view, layout),
    ...marked(view.obstacles, layout.ink.bad, layout),
    ...marked(view.notes, layout.ink.warn, layout),
    ...view.groups.flatMap((group) => groupLines(group, layout)),
    ...legendLines(view, layout),
    ...flipLines(view, layout),
    ...pairwiseSection(view, layout),
    ...unmatchedLines(view, layout),
    '',
  ]);
}

function headlineLines({ headline }: ComparisonView, { columns, ink }: Layout): readonly string[] {
  const paint = { good: ink.good, warn: ink.warn, bad: ink.bad }[headline.level];
  return wrapText(headline.text, columns - 4).map((line) => `  ${ink.strong(paint(line))}`);
}

function runLines({ runs, facts }: ComparisonView, layout: Layout): readonly string[] {
  const { columns, ink } = layout;
  return [
    '',
    ...runs.flatMap((run) => runLine(run, layout)),
    ...flowed(facts, columns - 4).map((line) => `  ${ink.quiet(line)}`),
  ];
}

function runLine({ role, name, facts }: RunView, { columns, ink }: Layout): readonly string[] {
  const indent = columns < 56 ? 4 : 13;
  const label = `  ${ink.quiet(padEndTo(role, 11))}${ink.strong(name)}`;
  const more = flowed(facts, columns - indent - 2).map((line) => `${' '.repeat(indent)}${ink.quiet(line)}`);
  return [label, ...more];
}

function marked(
  sentences: readonly string[],
  paint: (text: string) => string,
  { columns }: Layout,
): readonly string[] {
  const lines = sentences.flatMap((text) => {
    const [first = '', ...rest] = wrapText(text, columns - 6);
    return [`  ${paint(`! ${first}`)}`, ...rest.map((line) => `    ${paint(line)}`)];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

function groupLines({ title, rows, reasons }: FindingGroup, layout: Layout): readonly string[] {
  const { columns, ink } = layout;
  const paints = { good: ink.good, warn: ink.warn, bad: ink.bad, plain: (text: string) => text };
  const grid: GridColumn<FindingView>[] = [
    { title: '', align: 'left', rank: 0, of: ({ label }) => label },
    { title: 'base', align: 'right', rank: 4, of: ({ base }) => base },
    { title: 'new', align: 'right', rank: 1, of: ({ candidate }) => ink.strong(candidate) },
    { title: 'change', align: 'right', rank: 0, of: ({ change, level }) => paints[level](change) },
    { title: '95 %', align: 'right', rank: 2, of: ({ interval }) => interval },
    { title: 'p', align: 'right', rank: 5, of: ({ p }) => ink.quiet(p) },
    { title: 'verdict', align: 'left', rank: 0, of: ({ verdict, level }) => paints[level](verdict) },
    { title: 'unseen', align: 'right', rank: 3, of: ({ smallest }) => ink.quiet(smallest) },
  ];
  return [
    ...section(title, '', layout),
    ...renderGrid(rows, grid, { columns, quiet: ink.quiet }),
    ...reasons.flatMap((reason) => wrapText(reason, columns - 4).map((line) => `  ${ink.quiet(line)}`)),
  ];
}

function legendLines({ groups }: ComparisonView, { columns, ink }: Layout): readonly string[] {
  if (groups.length === 0 || columns < 70) return [];
  return ['', ...wrapText(findingsNote, columns - 4).map((line) => `  ${ink.quiet(line)}`)];
}

function flipLines({ flips, flipCount }: ComparisonView, layout: Layout): readonly string[] {
  if (flips.length === 0) return [];
  const { columns, ink } = layout;
  const note = flips.length > shownFlips ? `${flipCount}; the ${shownFlips} largest` : flipCount;
  const mark = ({ change }: FlipView) => (change === 'lost' ? ink.bad('✗ lost') : ink.good('✓ won'));
  const grid: GridColumn<FlipView>[] = [
    { title: '', align: 'left', rank: 0, of: mark },
    { title: 'task', align: 'left', rank: 0, of: ({ taskId }) => ink.strong(taskId) },
    { title: 'category', align: 'left', rank: 1, of: ({ category }) => category },
    { title: 'base', align: 'right', rank: 0, of: ({ base }) => base },
    { title: 'new', align: 'right', rank: 0, of: ({ candidate }) => candidate },
  ];
  return [
    ...section('Tasks that flipped', note, layout),
    ...renderGrid(flips.slice(0, shownFlips), grid, { columns, quiet: ink.quiet }),
  ];
}

function pairwiseSection({ pairwise }: ComparisonView, layout: Layout): readonly string[] {
  if (pairwise.length === 0) return [];
  return [
    ...section('Answers side by side', '', layout),
    ...pairwise.flatMap((entry) =>
      labelled(entry, { ...layout, columns: layout.columns - 2, labelColumns: 12 }),
    ),
  ];
}

function unmatchedLines({ unmatched }: ComparisonView, layout: Layout): readonly string[] {
  if (unmatched.length === 0) return [];
  const labelColumns = Math.max(...unmatched.map(({ label }) => textWidth(label))) + 2;
  return [
    ...section('Not compared', '', layout),
    ...unmatched.flatMap((entry) =>
      labelled(entry, { ...layout, columns: layout.columns - 2, labelColumns }),
    ),
  ];
}
