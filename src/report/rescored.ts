import { inert } from '../lib/inert.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { wrapText } from '../lib/text-width.js';
import type { RescoredFacts } from '../results/rescored-schema.js';
import type { RunResult } from '../results/run-result.js';
import { renderGrid } from './grid.js';
import { openInk, type Ink } from './ink.js';
import { joinPage, pageColumns, section, type PageOptions } from './page.js';
import { counted, formatScore, nothing } from './words.js';

const shownRows = 20;

interface Layout {
  readonly columns: number;
  readonly ink: Ink;
}

/** What rescoring changed: scores before and now, tasks, attempts and why. Empty for a run that was not rescored. */
export function renderRescored({ rescored, attempts }: RunResult, options: PageOptions): string {
  if (rescored === undefined) return '';
  const layout: Layout = { columns: pageColumns(options.columns), ink: openInk(options.color) };
  const reasons = new Map(attempts.map(({ attemptId, reason }) => [attemptId, reason]));
  return joinPage([
    ...originLines(rescored, layout),
    ...scoreLines(rescored.changes.scores, layout),
    ...taskLines(rescored.changes.tasks, layout),
    ...attemptLines(rescored.changes.attempts, { ...layout, reasons }),
    '',
  ]);
}

function originLines(rescored: RescoredFacts, { columns, ink }: Layout): readonly string[] {
  const { runId, causes, goneTasks, newTasks, changes } = rescored;
  const isSame = Object.keys(changes.scores).length + changes.tasks.length + changes.attempts.length === 0;
  const sentences = [
    ...(causes.length === 0 ? ['suite, judge and profile are those of the run'] : causes),
    ...(goneTasks.length === 0
      ? []
      : [`dropped, because the suite has them no more: ${goneTasks.join(', ')}`]),
    ...(newTasks.length === 0 ? [] : [`new in the suite, and never asked: ${newTasks.join(', ')}`]),
    ...(isSame ? ['nothing changed: every score, task and attempt is the same'] : []),
  ];
  return [
    '',
    `  ${ink.strong(`Rescored from ${inert(runId, 80)}`)}`,
    ...sentences.flatMap((sentence) =>
      wrapText(inert(sentence, 1_000), columns - 4).map((line) => `  ${line}`),
    ),
  ];
}

function scoreLines(scores: RescoredFacts['changes']['scores'], { columns, ink }: Layout): readonly string[] {
  const rows = Object.entries(scores);
  if (rows.length === 0) return [];
  const grid = renderGrid(
    rows,
    [
      { title: 'score', align: 'left', rank: 0, of: ([name]) => inert(name, 40) },
      { title: 'before', align: 'right', rank: 0, of: ([, { before }]) => scoreText(before) },
      { title: 'now', align: 'right', rank: 0, of: ([, { after }]) => scoreText(after) },
      { title: 'change', align: 'right', rank: 1, of: ([, { before, after }]) => step(before, after) },
    ],
    { columns, quiet: (text) => ink.quiet(text) },
  );
  return [...section('Scores', '', { columns, ink }), ...grid];
}

function scoreText(value: number | null): string {
  return value === null ? nothing : formatScore(value);
}

function step(before: number | null, after: number | null): string {
  if (before === null || after === null) return nothing;
  return `${after >= before ? '+' : '−'}${formatScore(Math.abs(after - before))}`;
}

function taskLines(tasks: RescoredFacts['changes']['tasks'], { columns, ink }: Layout): readonly string[] {
  if (tasks.length === 0) return [];
  const flipped = tasks.filter(({ flipped: isFlipped }) => isFlipped).length;
  const shown = [...tasks]
    .sort((left, right) => Number(right.flipped) - Number(left.flipped))
    .slice(0, shownRows);
  const note = [`${flipped} right before and not now, or the other way`, ...moreOf(tasks.length)].join('; ');
  const grid = renderGrid(
    shown,
    [
      { title: 'task', align: 'left', rank: 0, of: ({ id }) => inert(id, 60) },
      { title: 'before', align: 'right', rank: 0, of: ({ before }) => shareText(before) },
      { title: 'now', align: 'right', rank: 0, of: ({ after }) => shareText(after) },
      { title: '', align: 'left', rank: 1, of: (task) => (task.flipped ? 'flipped' : '') },
    ],
    { columns, quiet: (text) => ink.quiet(text) },
  );
  return [...section('Tasks', note, { columns, ink }), ...grid];
}

function shareText(value: number | null): string {
  return value === null ? nothing : formatShare(value);
}

type ChangedAttempt = RescoredFacts['changes']['attempts'][number];

function attemptLines(
  attempts: readonly ChangedAttempt[],
  { columns, ink, reasons }: Layout & { readonly reasons: ReadonlyMap<string, string> },
): readonly string[] {
  if (attempts.length === 0) return [];
  const note = [counted(attempts.length, 'attempt'), ...moreOf(attempts.length)].join('; ');
  const wrapped = (text: string) => wrapText(text, columns - 6).map((line) => `    ${line}`);
  return [
    ...section('Attempts', note, { columns, ink }),
    ...attempts
      .slice(0, shownRows)
      .flatMap((attempt) => [
        `  ${ink.strong(inert(attempt.attemptId, 80))}  ${whatChanged(attempt)}`,
        ...attempt.causes.flatMap((cause) => wrapped(inert(cause, 400))),
        ...wrapped(inert(reasons.get(attempt.attemptId) ?? '', 300)).map((line) => ink.quiet(line)),
      ]),
  ];
}

function whatChanged({ outcome, verdict, quality, coverage, ttfaMs }: ChangedAttempt): string {
  const ms = (value: number | null) => (value === null ? nothing : formatMs(value));
  const pairs = [
    outcome.before === outcome.after ? undefined : `${outcome.before} → ${outcome.after}`,
    verdict.before === verdict.after ? undefined : `${verdict.before} → ${verdict.after}`,
    quality.before === quality.after
      ? undefined
      : `quality ${formatShare(quality.before)} → ${formatShare(quality.after)}`,
    coverage.before === coverage.after
      ? undefined
      : `coverage ${formatShare(coverage.before)} → ${formatShare(coverage.after)}`,
    ttfaMs.before === ttfaMs.after ? undefined : `answer ${ms(ttfaMs.before)} → ${ms(ttfaMs.after)}`,
  ];
  return pairs.filter((pair) => pair !== undefined).join(' · ');
}

function moreOf(count: number): readonly string[] {
  return count > shownRows ? [`${shownRows} of ${count} shown`] : [];
}
