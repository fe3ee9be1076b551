import { escapeMarkdown, markdownCode } from '../lib/escape-markdown.js';
import { findingsNote, type ComparisonView, type FindingGroup, type RunView } from './comparison-view.js';

const shownFlips = 20;

/** A comparison as GitHub-flavoured Markdown, fit for a pull request comment: outcome and scores first, the rest folded. */
export function renderComparisonMarkdown(view: ComparisonView): string {
  const [scores, ...others] = view.groups;
  return `${[
    `### janus-bench: ${escapeMarkdown(view.headline.text, 1_000)}`,
    '',
    ...view.runs.map(runLine),
    ...(view.facts.length === 0 ? [] : [`- ${escapeMarkdown(view.facts.join(' · '), 300)}`]),
    ...warned('Important', view.obstacles),
    ...warned('Note', view.notes),
    ...(scores === undefined ? [] : ['', ...findingTable(scores)]),
    ...flipLines(view),
    ...others.flatMap((group) => folded(group.title, findingTable(group))),
    ...(view.groups.length === 0 ? [] : ['', escapeMarkdown(findingsNote, 500)]),
    ...pairwiseBlock(view),
    ...unmatchedLines(view),
  ].join('\n')}\n`;
}

function runLine({ role, name, facts }: RunView): string {
  return `- **${role}:** ${[name, ...facts].map((text) => markdownCode(text, 200)).join(' · ')}`;
}

function warned(level: string, sentences: readonly string[]): readonly string[] {
  return sentences.flatMap((text) => ['', `> **${level}:** ${escapeMarkdown(text, 1_000)}`]);
}

function findingTable({ rows, reasons }: FindingGroup): readonly string[] {
  return [
    row(['', 'base', 'new', 'change', '95 % interval', 'p', 'verdict', 'unseen']),
    '|:--|--:|--:|--:|:-:|--:|:--|--:|',
    ...rows.map(({ label, base, candidate, change, interval, p, verdict, level, smallest }) => {
      const isLoud = level === 'bad' || level === 'good';
      const name = escapeMarkdown(label, 60);
      return row([
        name,
        base,
        `**${candidate}**`,
        change,
        interval,
        escapeMarkdown(p),
        isLoud ? `**${verdict}**` : verdict,
        smallest,
      ]);
    }),
    ...reasons.flatMap((reason) => ['', escapeMarkdown(reason, 600)]),
  ];
}

function flipLines({ flips, flipCount }: ComparisonView): readonly string[] {
  if (flips.length === 0) return [];
  const rows = flips
    .slice(0, shownFlips)
    .map(({ taskId, category, change, base, candidate, baseAttempt, candidateAttempt }) =>
      row([
        change === 'lost' ? '✗ lost' : '✓ won',
        markdownCode(taskId),
        markdownCode(category),
        base,
        candidate,
        `${markdownCode(baseAttempt)} / ${markdownCode(candidateAttempt)}`,
      ]),
    );
  const more = flips.length > rows.length ? ['', `and ${flips.length - rows.length} more`] : [];
  return [
    '',
    `**Tasks that flipped:** ${flipCount}`,
    '',
    row(['', 'task', 'category', 'base', 'new', 'attempts to look at']),
    '|:--|:--|:--|--:|--:|:--|',
    ...rows,
    ...more,
  ];
}

function pairwiseBlock({ pairwise }: ComparisonView): readonly string[] {
  if (pairwise.length === 0) return [];
  const lines = pairwise.map(({ label, text }) => `- **${label}:** ${escapeMarkdown(text, 600)}`);
  return folded('Answers side by side', lines);
}

function unmatchedLines({ unmatched }: ComparisonView): readonly string[] {
  if (unmatched.length === 0) return [];
  const lines = unmatched.map(({ label, text }) => `- **${label}:** ${escapeMarkdown(text, 1_200)}`);
  return folded('Tasks not compared', lines);
}

function folded(title: string, lines: readonly string[]): readonly string[] {
  return ['', `<details><summary>${title}</summary>`, '', ...lines, '', '</details>'];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
