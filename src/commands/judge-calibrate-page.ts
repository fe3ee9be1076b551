import type { AgreementReport, JudgedItem } from '../judge/agreement/measure-agreement.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import { wrapText } from '../lib/text-width.js';
import { renderGrid, type GridColumn } from '../report/grid.js';
import { openInk, type Ink } from '../report/ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from '../report/page.js';
import { counted, nothing } from '../report/words.js';
import type { Interval } from '../stats/interval.js';

export interface AgreementPage {
  /** Model and place, inert already. */
  readonly judge: string;
  readonly page: PageOptions;
}

/** Agreement with people, for people. */
export function renderAgreement(report: AgreementReport, { judge, page }: AgreementPage): string {
  const drawing = { columns: pageColumns(page.columns), ink: openInk(page.color) };
  const { agreed, agreedInterval, kappa, kappaInterval } = report;
  const labels: readonly (readonly [string, string])[] = [
    ['Judge', judge],
    ['Labels', labelsText(report)],
    [
      'Agreement',
      `${agreed === undefined ? nothing : formatShare(agreed)}${rangeText(agreedInterval, formatShare)}`,
    ],
    [
      'Kappa',
      `${kappa === undefined ? 'not defined: one of the two words was never said' : twoDigits(kappa)}${rangeText(kappaInterval, twoDigits)}`,
    ],
  ];
  return joinPage([
    ...labels.flatMap(([label, text]) => labelled({ label, text }, { ...drawing, labelColumns: 11 })),
    ...tableLines(report, drawing),
    ...itemLines('Worst disagreements', report.disagreements, drawing),
    ...itemLines('Without an answer', report.unanswered, drawing),
  ]);
}

interface Drawing {
  readonly columns: number;
  readonly ink: Ink;
}

function labelsText({ items, answered, tasks }: AgreementReport): string {
  const missing = items === answered ? '' : `; the judge answered ${answered}, the others are left out`;
  return `${items} about ${counted(tasks, 'task')}${missing}`;
}

function twoDigits(value: number): string {
  return value.toFixed(2);
}

function rangeText(interval: Interval | undefined, format: (value: number) => string): string {
  return interval === undefined
    ? ' (no interval: under three tasks, or no spread)'
    : ` (95 %: ${format(interval.low)} to ${format(interval.high)})`;
}

interface TableRow {
  readonly title: string;
  readonly yes: number;
  readonly no: number;
}

function tableLines({ table }: AgreementReport, { columns, ink }: Drawing): readonly string[] {
  const rows: readonly TableRow[] = [
    { title: 'person yes', yes: table.bothYes, no: table.firstOnly },
    { title: 'person no', yes: table.secondOnly, no: table.bothNo },
  ];
  const shown: readonly GridColumn<TableRow>[] = [
    { title: '', align: 'left', rank: 0, of: ({ title }) => title },
    { title: 'judge yes', align: 'right', rank: 0, of: ({ yes }) => String(yes) },
    { title: 'judge no', align: 'right', rank: 0, of: ({ no }) => String(no) },
  ];
  return ['', ...renderGrid(rows, shown, { columns, quiet: ink.quiet })];
}

const mostShown = 20;

function itemLines(
  title: string,
  judged: readonly JudgedItem[],
  { columns, ink }: Drawing,
): readonly string[] {
  if (judged.length === 0) return [];
  const left = judged.length - mostShown;
  return [
    ...section(title, 'row of the file, question: the person, the judge and why', { columns, ink }),
    ...judged.slice(0, mostShown).flatMap((each) => {
      const lines = wrapText(itemText(each), columns - 4);
      return lines.map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
    }),
    ...(left > 0 ? [`  … and ${left} more (--json has them all)`] : []),
  ];
}

function itemText({ item, answer, reason, evidence }: JudgedItem): string {
  const quote = evidence === undefined ? '' : ` [“${inert(evidence, 120)}”]`;
  const said = `person ${item.label}, judge ${answer ?? nothing}`;
  return `row ${item.row} (${item.kind}) ${inert(item.question, 120)}: ${said}: ${inert(reason, 160)}${quote}`;
}
