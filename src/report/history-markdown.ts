import { escapeMarkdown, markdownCode } from '../lib/escape-markdown.js';
import { changeNote, type HistoryGroupView, type HistoryView } from './history-view.js';

/** GitHub-flavoured Markdown: a table a group, the newest run last. */
export function renderHistoryMarkdown({ groups, skipped }: HistoryView): string {
  const notes = skipped.map((line) => `- skipped ${escapeMarkdown(line, 500)}`);
  return `${[
    '### janus-bench: history',
    ...groups.flatMap(groupLines),
    '',
    changeNote,
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n')}\n`;
}

const heads = [
  'UTC',
  'run',
  'composite',
  'change',
  'quality',
  'speed',
  'cost',
  'streaming',
  'modality',
  'TTFT p50',
  'USD',
  '',
];

function groupLines({ title, facts, trend, rows, older }: HistoryGroupView): readonly string[] {
  return [
    '',
    `#### ${markdownCode(title)}`,
    '',
    facts.map((fact) => markdownCode(fact)).join(' · '),
    '',
    ...(trend === '' ? [] : [trend, '']),
    ...(older === '' ? [] : [older, '']),
    row(heads),
    `|:--|:--|${'--:|'.repeat(9)}:--|`,
    ...rows.map((each) =>
      row([
        each.time,
        markdownCode(each.runId),
        `**${each.composite}**`,
        each.change,
        ...[each.quality, each.speed, each.cost, each.streaming, each.modality, each.ttft, each.costUsd],
        each.note,
      ]),
    ),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
