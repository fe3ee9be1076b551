import { escapeMarkdown, markdownCode } from '../lib/escape-markdown.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk } from './ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from './page.js';
import { scoreTitles, type RunRow, type RunsView } from './runs-view.js';

const note = 'each over its own tasks; times are medians';

/** Runs side by side for a terminal. */
export function renderRunsTable({ rows }: RunsView, options: PageOptions): string {
  const columns = pageColumns(options.columns);
  const ink = openInk(options.color);
  const paints = { good: ink.good, warn: ink.warn, bad: ink.bad, plain: (text: string) => text };
  const right = (title: string, rank: number, of: (row: RunRow) => string): GridColumn<RunRow> => ({
    title,
    align: 'right',
    rank,
    of,
  });
  const grid: GridColumn<RunRow>[] = [
    { title: 'run', align: 'left', rank: 0, of: ({ name }) => name },
    right('composite', 0, ({ composite }) => ink.strong(composite)),
    ...scoreTitles.map((title, at) => right(title.toLowerCase(), at + 1, ({ scores }) => scores[at] ?? '')),
    right('right', 8, ({ right: share }) => share),
    right('TTFT', 6, ({ ttft }) => ttft),
    right('lifecycle', 7, ({ lifecycle }) => lifecycle),
  ];
  return joinPage([
    ...section('Runs side by side', note, { columns, ink }),
    ...renderGrid(rows, grid, { columns, quiet: ink.quiet }),
    ...rows.flatMap(({ name, sentence, level }) =>
      sentence === ''
        ? []
        : [
            '',
            ...labelled(
              { label: name, text: sentence },
              { columns: columns - 2, labelColumns: name.length + 2, ink, paint: paints[level] },
            ),
          ],
    ),
    '',
  ]);
}

/** The same as GitHub-flavoured Markdown. */
export function renderRunsMarkdown({ rows }: RunsView): string {
  const titles = [
    'run',
    'composite',
    ...scoreTitles.map((title) => title.toLowerCase()),
    'right',
    'TTFT',
    'lifecycle',
    'against the first',
  ];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[
    `### janus-bench: ${rows.length} runs side by side`,
    '',
    line(titles),
    `|:--|${'--:|'.repeat(titles.length - 2)}:--|`,
    ...rows.map(({ name, composite, scores, right, ttft, lifecycle, verdict }) =>
      line([markdownCode(name), `**${composite}**`, ...scores, right, ttft, lifecycle, verdict]),
    ),
    ...rows.flatMap(({ name, sentence }) =>
      sentence === '' ? [] : ['', `- ${markdownCode(name)}: ${escapeMarkdown(sentence, 1_000)}`],
    ),
    '',
    `Numbers are ${note.replace('each', "each run's")}.`,
  ].join('\n')}\n`;
}
