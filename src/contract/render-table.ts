import { formatMs } from '../lib/quantity.js';
import { wrapText } from '../lib/text-width.js';
import { openInk, type Ink } from '../report/ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from '../report/page.js';
import { counted } from '../report/words.js';
import type { CheckReport, Finding } from './check-report.js';

/** Every finding; of those that are no pass, what was sent, what the limit is and what to do. */
export function renderFindingsTable(report: CheckReport, page: PageOptions): string {
  const columns = pageColumns(page.columns);
  const ink = openInk(page.color);
  const paint = report.verdict === 'fail' ? ink.bad : ink.good;
  return joinPage([
    ...section('Contract', `${report.target} · model ${report.model} · ${formatMs(report.tookMs)}`, {
      columns,
      ink,
    }),
    '',
    ...report.findings.flatMap((finding) => findingLines(finding, columns, ink)),
    '',
    ...wrapText(summary(report), columns - 2).map((line) => `  ${paint(line)}`),
  ]);
}

const labelColumns = 8;

function findingLines(finding: Finding, columns: number, ink: Ink): readonly string[] {
  const { id, verdict, title, level } = finding;
  const layout = { columns, labelColumns, ink };
  const rest = verdict === 'pass' ? { came: finding.came } : detailsOf(finding);
  const note = level === 'must' ? '' : ` (${level})`;
  return [
    ...labelled({ label: id, text: `${markOf(verdict, ink)} ${title}${note}` }, layout),
    ...Object.entries(rest).flatMap(([label, text]) =>
      labelled({ label: `  ${label}`, text }, verdict === 'pass' ? { ...layout, paint: ink.quiet } : layout),
    ),
  ];
}

function detailsOf({ sent, came, limit, fix }: Finding): Readonly<Record<string, string>> {
  return { sent, came, limit, ...(fix === null ? {} : { fix }) };
}

function markOf(verdict: Finding['verdict'], ink: Ink): string {
  const marks = { pass: ink.good('✓'), skip: ink.quiet('·'), warn: ink.warn('!'), fail: ink.bad('✗') };
  return marks[verdict];
}

function summary({ verdict, counts }: CheckReport): string {
  const parts = [
    `${counts.pass} passed`,
    ...(counts.warn > 0 ? [counted(counts.warn, 'warning')] : []),
    ...(counts.fail > 0 ? [`${counts.fail} failed`] : []),
    ...(counts.skip > 0 ? [`${counts.skip} skipped`] : []),
  ];
  const word = verdict === 'fail' ? 'the contract is broken' : 'the contract is kept';
  return `${word}: ${parts.join(', ')}`;
}
