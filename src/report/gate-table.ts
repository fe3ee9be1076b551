import type { GateOutcome } from '../compare/gate-decision.js';
import { wrapText } from '../lib/text-width.js';
import {
  changesNote,
  type ChangeView,
  type ContractView,
  type GateView,
  type MinimumView,
} from './gate-view.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk, type Ink } from './ink.js';
import { flowed, joinPage, pageColumns, section, type PageOptions } from './page.js';

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

/** A gate's decision for a terminal: the outcome in a sentence, then the bars, then what to do. */
export function renderGateTable(view: GateView, options: PageOptions): string {
  const layout: Layout = { columns: pageColumns(options.columns), ink: openInk(options.color) };
  return joinPage([
    '',
    ...headlineLines(view, layout),
    ...listLines('', view.failures, layout),
    ...changeLines(view, layout),
    ...minimumLines(view.minimums, layout),
    ...contractLines(view.contract, layout),
    ...listLines('Next', view.next, layout),
    ...listLines('Notes', view.notes, layout),
    '',
  ]);
}

function headlineLines({ headline, runs }: GateView, { columns, ink }: Layout): readonly string[] {
  const paint = { good: ink.good, warn: ink.warn, bad: ink.bad }[headline.level];
  const mark = { good: '✓', warn: '?', bad: '✗' }[headline.level];
  return [
    ...wrapText(headline.text, columns - 6).map(
      (line, index) => `  ${paint(index === 0 ? mark : ' ')} ${ink.strong(paint(line))}`,
    ),
    ...flowed(runs, columns - 6).map((line) => `    ${ink.quiet(line)}`),
  ];
}

function changeLines({ changes, reasons }: GateView, layout: Layout): readonly string[] {
  if (changes.length === 0) return [];
  const { columns, ink } = layout;
  const grid: GridColumn<ChangeView>[] = [
    { title: 'bar', align: 'left', rank: 0, of: ({ label, outcome }) => `${markOf(outcome, ink)} ${label}` },
    { title: 'baseline', align: 'right', rank: 3, of: ({ base }) => base },
    { title: 'now', align: 'right', rank: 1, of: ({ candidate }) => ink.strong(candidate) },
    { title: 'change', align: 'right', rank: 0, of: ({ change }) => change },
    { title: 'at worst', align: 'right', rank: 2, of: ({ bound }) => bound },
    { title: 'margin', align: 'right', rank: 4, of: ({ margin }) => ink.quiet(margin) },
    { title: 'p', align: 'right', rank: 5, of: ({ p }) => ink.quiet(p) },
    {
      title: 'verdict',
      align: 'left',
      rank: 0,
      of: ({ verdict, outcome }) => paintOf(outcome, ink)(verdict),
    },
    { title: 'unseen', align: 'right', rank: 4, of: ({ unseen }) => ink.quiet(unseen) },
  ];
  const quiet = (text: string) => wrapText(text, columns - 4).map((line) => `  ${ink.quiet(line)}`);
  return [
    ...section('Against the baseline', '', layout),
    ...renderGrid(changes, grid, { columns, quiet: ink.quiet }),
    ...reasons.flatMap(quiet),
    ...(columns < 70 ? [] : quiet(changesNote)),
  ];
}

function minimumLines(minimums: readonly MinimumView[], layout: Layout): readonly string[] {
  if (minimums.length === 0) return [];
  const { columns, ink } = layout;
  const grid: GridColumn<MinimumView>[] = [
    { title: 'bar', align: 'left', rank: 0, of: ({ label, outcome }) => `${markOf(outcome, ink)} ${label}` },
    { title: 'now', align: 'right', rank: 0, of: ({ value }) => ink.strong(value) },
    { title: 'least', align: 'right', rank: 0, of: ({ least }) => least },
    {
      title: 'verdict',
      align: 'left',
      rank: 0,
      of: ({ verdict, outcome }) => paintOf(outcome, ink)(verdict),
    },
  ];
  return [
    ...section('Least values', '', layout),
    ...renderGrid(minimums, grid, { columns, quiet: ink.quiet }),
  ];
}

function contractLines(contract: readonly ContractView[], layout: Layout): readonly string[] {
  if (contract.length === 0) return [];
  const { columns, ink } = layout;
  return [
    ...section('Contract', '', layout),
    ...contract.flatMap(({ outcome, verdict, detail }) => {
      const head = `${markOf(outcome, ink)} ${paintOf(outcome, ink)(verdict)}`;
      return [`  ${head}`, ...wrapText(detail, columns - 6).map((line) => `    ${ink.quiet(line)}`)];
    }),
  ];
}

/** A command is never broken where it fits on a line of its own. */
function listLines(title: string, texts: readonly string[], layout: Layout): readonly string[] {
  if (texts.length === 0) return [];
  const { columns, ink } = layout;
  const paint = title === '' ? ink.bad : (text: string) => text;
  const sign = title === '' ? '!' : '-';
  return [
    ...(title === '' ? [''] : section(title, '', layout)),
    ...texts.flatMap((text) =>
      wrapText(text, columns - 6).map((line, index) =>
        index === 0 ? `  ${paint(sign)} ${paint(line)}` : `    ${paint(line)}`,
      ),
    ),
  ];
}

function markOf(outcome: GateOutcome, ink: Ink): string {
  return paintOf(outcome, ink)({ pass: '✓', fail: '✗', inconclusive: '?' }[outcome]);
}

function paintOf(outcome: GateOutcome, ink: Ink): (text: string) => string {
  return { pass: ink.good, fail: ink.bad, inconclusive: ink.warn }[outcome];
}
