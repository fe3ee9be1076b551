import { escapeMarkdown, markdownCode } from '../lib/escape-markdown.js';
import type { Fact } from './view-facts.js';
import type { RepeatsView } from './view-repeats.js';
import { lowConfidenceNote, type ScoreView, type View } from './view.js';

const shownWorst = 10;

/** The report as GitHub-flavoured Markdown, fit for a pull request comment: the scores first, the rest folded away. */
export function renderMarkdown(view: View): string {
  return `${[
    ...headLines(view),
    ...scoreTable([view.composite, ...view.dimensions]),
    '',
    answersLine(view),
    ...worstLines(view),
    ...folded('Timing', timingTable(view)),
    ...(view.load.length === 0 ? [] : folded('Load', factList(view.load))),
    ...folded('Categories', categoryTable(view)),
    ...(view.repeats === undefined ? [] : folded('Repeats', repeatsLines(view.repeats))),
    ...folded('Cost and trust', factList([...view.cost, ...view.trust])),
  ].join('\n')}\n`;
}

function headLines({ composite, suite, facts, runId, notices }: View): readonly string[] {
  const interval = composite.interval === '' ? '' : ` (${composite.interval})`;
  const warned = notices.flatMap(({ level, text }) => [
    `> **${level === 'note' ? 'Note' : level === 'warn' ? 'Warning' : 'Important'}:** ${escapeMarkdown(text, 1_000)}`,
    '>',
  ]);
  return [
    `### janus-bench: ${composite.value}${interval}`,
    '',
    [markdownCode(suite), markdownCode(facts.join(' · '), 600), `run ${markdownCode(runId)}`].join(' · '),
    '',
    ...warned.slice(0, -1),
    ...(warned.length === 0 ? [] : ['']),
  ];
}

function scoreTable(scores: readonly ScoreView[]): readonly string[] {
  const rows = scores.map(({ label, value, interval, weight }, index) =>
    row([index === 0 ? `**${label}**` : label, `**${value}**`, interval, weight]),
  );
  return [row(['', 'score', '95 % interval', 'weight']), '|:--|--:|:-:|--:|', ...rows];
}

function answersLine({ answers }: View): string {
  return [`**${answers.right}**`, ...answers.others].join(' · ');
}

function worstLines({ worst, failures }: View): readonly string[] {
  if (worst.length === 0) return [];
  const kinds = failures.map(({ count, meaning, kind }) => `${count} × ${meaning} (${markdownCode(kind)})`);
  const rows = worst
    .slice(0, shownWorst)
    .map(({ attemptId, what, often, took, reason }) =>
      row([markdownCode(attemptId), what, often, took, markdownCode(reason)]),
    );
  return [
    '',
    `Failures: ${kinds.join(' · ')}`,
    '',
    row(['worst attempt', 'what', 'how often', 'took', 'reason']),
    '|:--|:--|:-:|--:|:--|',
    ...rows,
  ];
}

function timingTable({ timings }: View): readonly string[] {
  const rows = timings.map(({ label, p50, p90, p95, p99, max, n }) =>
    row([label, ...[p50, p90, p95, p99, max].map((value) => value.replace('~', '\\~')), n]),
  );
  const note = rows.some((line) => line.includes('~')) ? ['', lowConfidenceNote.replace('~', '\\~')] : [];
  return [
    row(['', 'p50', 'p90', 'p95', 'p99', 'max', 'n']),
    '|:--|--:|--:|--:|--:|--:|--:|',
    ...rows,
    ...note,
  ];
}

function categoryTable({ categories }: View): readonly string[] {
  const rows = categories.map(({ name, feeds, tasks, right, quality, ttft, lifecycle }) =>
    row([markdownCode(name), feeds, tasks, right, quality, ttft, lifecycle]),
  );
  const head = row(['category', 'feeds', 'tasks', 'right', 'quality', 'TTFT p50', 'lifecycle p50']);
  return [head, '|:--|:--|--:|--:|--:|--:|--:|', ...rows];
}

function repeatsLines({ facts, categories, k }: RepeatsView): readonly string[] {
  const rows = categories.map(({ name, tasks, passOne, passAny, passAll }) =>
    row([markdownCode(name), tasks, passOne, passAny, passAll]),
  );
  const head = row(['category', 'tasks', 'pass@1', `pass@${k}`, `pass^${k}`]);
  return [...factList(facts), '', head, '|:--|--:|--:|--:|--:|', ...rows];
}

function factList(facts: readonly Fact[]): readonly string[] {
  return facts.map(({ label, text }) => `- **${label}:** ${escapeMarkdown(text, 2_000)}`);
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  return ['', `<details><summary>${title}</summary>`, '', ...lines, '', '</details>'];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
