import { shellQuote } from '../lib/shell-quote.js';
import { padEndTo, padStartTo, textWidth, wrapText } from '../lib/text-width.js';
import { barOf } from './bar.js';
import { renderGrid, type GridColumn } from './grid.js';
import { openInk, type Ink } from './ink.js';
import { flowed, section, joinPage, labelled, pageColumns, type PageOptions } from './page.js';
import { lowConfidenceNote, type CategoryView, type ScoreView, type TimingView, type View } from './view.js';
import type { Fact } from './view-facts.js';
import type { FailureView } from './view-answers.js';
import type { RepeatedCategoryView, RepeatsView } from './view-repeats.js';
import type { Notice } from './view-notices.js';
import { counted } from './words.js';

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
  /** What names the run on the command line; undefined: its id. */
  readonly run?: string | undefined;
}

const shownWorst = 5;

/** The report for a terminal. Its first screen says where you stand; what explains it follows. */
export function renderTable(view: View, options: PageOptions): string {
  const { run } = options;
  const layout: Layout = { columns: pageColumns(options.columns), ink: openInk(options.color), run };
  return joinPage([
    ...titleLines(view, layout),
    ...scoreLines(view, layout),
    ...answerLines(view, layout),
    ...worstLines(view, layout),
    ...failureLines(view.failures, layout),
    ...timingLines(view.timings, layout),
    ...categoryLines(view.categories, layout),
    ...repeatLines(view.repeats, layout),
    ...factLines('Load', view.load, layout),
    ...factLines('Cost', view.cost, layout),
    ...factLines('Trust', view.trust, layout),
    ...closingLines(view, layout),
  ]);
}

function titleLines({ suite, runId, facts }: View, { columns, ink }: Layout): readonly string[] {
  const room = columns - 4;
  const gap = room - textWidth(suite) - textWidth(runId);
  const title =
    gap >= 2
      ? [`  ${ink.strong(suite)}${' '.repeat(gap)}${ink.quiet(runId)}`]
      : [...wrapText(suite, room).map((line) => `  ${ink.strong(line)}`), `  ${ink.quiet(runId)}`];
  return ['', ...title, ...flowed(facts, room).map((line) => `  ${ink.quiet(line)}`), ''];
}

function scoreLines({ composite, noInterval, dimensions, notices }: View, layout: Layout): readonly string[] {
  const { columns, ink } = layout;
  return [
    `  ${ink.strong(padEndTo('COMPOSITE', 11))}${ink.strong(padStartTo(composite.value, 5))}   ${ink.quiet(intervalNote(composite, noInterval, columns))}`,
    ...notices.flatMap((notice) => noticeLines(notice, layout)),
    '',
    ...dimensions.map((dimension) => dimensionLine(dimension, columns, ink)),
  ];
}

function intervalNote({ interval }: ScoreView, noInterval: string, columns: number): string {
  const room = columns - 21;
  const without = noInterval === '' ? [] : [`no interval: ${noInterval}`, 'no interval'];
  const notes = interval === '' ? without : [`${interval}  (95 % interval)`, interval];
  return notes.find((note) => textWidth(note) <= room) ?? '';
}

function noticeLines({ level, text }: Notice, { columns, ink }: Layout): readonly string[] {
  const paint = level === 'bad' ? ink.bad : level === 'warn' ? ink.warn : ink.quiet;
  const [first = '', ...rest] = wrapText(text, columns - 6);
  return [`  ${paint(`! ${first}`)}`, ...rest.map((line) => `    ${paint(line)}`)];
}

/** Label, value, bar, interval, weight; on narrow terminals the bar shrinks, then interval and weight go. */
function dimensionLine(
  { label, value, interval, weight, share }: ScoreView,
  columns: number,
  ink: Ink,
): string {
  const head = `  ${padEndTo(label, 11)}${ink.strong(padStartTo(value, 5))}   `;
  const tail = columns >= 56 ? `   ${padStartTo(interval, 12)}   × ${weight}` : '';
  const barColumns = Math.min(40, columns - 2 - 19 - textWidth(tail));
  if (barColumns < 4) return head + ink.quiet(tail);
  const { filled, rest } =
    share === undefined ? { filled: '', rest: ' '.repeat(barColumns) } : barOf(share, barColumns);
  return `${head}${ink.bar(filled)}${ink.quiet(rest)}${ink.quiet(tail)}`;
}

function answerLines({ answers }: View, { columns, ink }: Layout): readonly string[] {
  const paint = answers.allRight ? ink.good : ink.strong;
  const [right = '', ...others] = flowed([answers.right, ...answers.others], columns - 4);
  return ['', `  ${paint(right)}`, ...others.map((line) => `  ${line}`)];
}

function worstLines({ worst, badTasks }: View, { columns, ink }: Layout): readonly string[] {
  if (worst.length === 0) return [];
  const shown = worst.slice(0, shownWorst);
  const more = badTasks > shown.length ? `${shown.length} of ${counted(badTasks, 'task')}` : '';
  return [
    ...section('Worst attempts', more, { columns, ink }),
    ...shown.flatMap((attempt) => {
      const paint = attempt.level === 'bad' ? ink.bad : ink.warn;
      const phrases = [attempt.what, attempt.often, attempt.took].filter((phrase) => phrase !== '');
      const facts = phrases.join(' · ');
      const oneLine = textWidth(attempt.attemptId) + textWidth(facts) + 8 <= columns;
      const named = [`  ${paint('✗')} ${ink.strong(attempt.attemptId)}${oneLine ? `  ${facts}` : ''}`];
      const below = oneLine ? [] : flowed(phrases, columns - 6).map((line) => `    ${line}`);
      const reason = wrapText(attempt.reason, columns - 6).slice(0, 2);
      return [...named, ...below, ...reason.map((line) => `    ${ink.quiet(line)}`)];
    }),
  ];
}

function failureLines(failures: readonly FailureView[], { columns, ink }: Layout): readonly string[] {
  if (failures.length === 0) return [];
  const grid: GridColumn<FailureView>[] = [
    { title: 'n', align: 'right', rank: 0, of: ({ count }) => count },
    { title: 'what', align: 'left', rank: 0, of: ({ meaning }) => meaning },
    { title: 'kind', align: 'left', rank: 1, of: ({ kind }) => ink.quiet(kind) },
  ];
  return [
    ...section('Failures', '', { columns, ink }),
    ...renderGrid(failures, grid, { columns, quiet: ink.quiet }),
  ];
}

function timingLines(timings: readonly TimingView[], { columns, ink }: Layout): readonly string[] {
  if (timings.length === 0) return [];
  const grid: GridColumn<TimingView>[] = [
    { title: '', align: 'left', rank: 0, of: ({ label }) => label },
    { title: 'p50', align: 'right', rank: 0, of: ({ p50 }) => ink.strong(p50) },
    { title: 'p90', align: 'right', rank: 2, of: ({ p90 }) => p90 },
    { title: 'p95', align: 'right', rank: 0, of: ({ p95 }) => p95 },
    { title: 'p99', align: 'right', rank: 3, of: ({ p99 }) => p99 },
    { title: 'max', align: 'right', rank: 1, of: ({ max }) => max },
    { title: 'n', align: 'right', rank: 0, of: ({ n }) => ink.quiet(n) },
  ];
  const isMarked = timings.some(({ p50, p90, p95, p99 }) => `${p50}${p90}${p95}${p99}`.includes('~'));
  const note = isMarked ? lowConfidenceNote : '';
  return [
    ...section('Timing', note, { columns, ink }),
    ...renderGrid(timings, grid, { columns, quiet: ink.quiet }),
  ];
}

function categoryLines(categories: readonly CategoryView[], { columns, ink }: Layout): readonly string[] {
  const grid: GridColumn<CategoryView>[] = [
    { title: '', align: 'left', rank: 0, of: ({ name }) => name },
    { title: 'feeds', align: 'left', rank: 4, of: ({ feeds }) => ink.quiet(feeds) },
    { title: 'tasks', align: 'right', rank: 3, of: ({ tasks }) => tasks },
    { title: 'right', align: 'right', rank: 0, of: ({ right }) => right },
    { title: 'quality', align: 'right', rank: 0, of: ({ quality }) => ink.strong(quality) },
    { title: 'TTFT p50', align: 'right', rank: 2, of: ({ ttft }) => ttft },
    { title: 'lifecycle p50', align: 'right', rank: 1, of: ({ lifecycle }) => lifecycle },
  ];
  return [
    ...section('Categories', '', { columns, ink }),
    ...renderGrid(categories, grid, { columns, quiet: ink.quiet }),
  ];
}

function factLines(title: string, facts: readonly Fact[], { columns, ink }: Layout): readonly string[] {
  if (facts.length === 0) return [];
  return [
    ...section(title, '', { columns, ink }),
    ...facts.flatMap(({ label, text, level }) => {
      const paint = { good: ink.good, warn: ink.warn, bad: ink.bad, plain: (plain: string) => plain }[level];
      return labelled({ label, text }, { columns: columns - 2, labelColumns: 13, ink, paint });
    }),
  ];
}

function repeatLines(repeats: RepeatsView | undefined, layout: Layout): readonly string[] {
  if (repeats === undefined) return [];
  const { columns, ink } = layout;
  const { facts, categories, k } = repeats;
  const grid: GridColumn<RepeatedCategoryView>[] = [
    { title: '', align: 'left', rank: 0, of: ({ name }) => name },
    { title: 'tasks', align: 'right', rank: 1, of: ({ tasks }) => tasks },
    { title: 'pass@1', align: 'right', rank: 0, of: ({ passOne }) => passOne },
    { title: `pass@${k}`, align: 'right', rank: 0, of: ({ passAny }) => passAny },
    { title: `pass^${k}`, align: 'right', rank: 0, of: ({ passAll }) => ink.strong(passAll) },
  ];
  return [
    ...factLines('Repeats', facts, layout),
    '',
    ...renderGrid(categories, grid, { columns, quiet: ink.quiet }),
  ];
}

/** A command is never broken: it is to be copied. */
function closingLines({ worst, runId }: View, { columns, ink, run = runId }: Layout): readonly string[] {
  const id = worst[0]?.attemptId;
  if (id === undefined) return [''];
  const command = `janus-bench report ${shellQuote(run)} --attempt ${shellQuote(id)}`;
  const oneLine = `See one whole:  ${command}`;
  const lines = textWidth(oneLine) + 4 <= columns ? [oneLine] : ['See one whole:', command];
  return ['', ...lines.map((line) => `  ${ink.quiet(line)}`), ''];
}
