import type { GateOutcome } from '../compare/gate-decision.js';
import { escapeMarkdown, markdownCode } from '../lib/escape-markdown.js';
import { changesNote, type GateView } from './gate-view.js';

const signs: Readonly<Record<GateOutcome, string>> = { pass: '✅', fail: '❌', inconclusive: '⚠️' };

/** A gate's decision as GitHub-flavoured Markdown, fit for a pull request comment: the outcome first. */
export function renderGateMarkdown(view: GateView): string {
  const { decision, headline, runs, failures } = view;
  return `${[
    `### ${signs[decision.outcome]} ${escapeMarkdown(headline.text, 1_000)}`,
    '',
    runs.map((run) => markdownCode(run, 200)).join(' · '),
    ...failures.flatMap((text) => ['', `> **Important:** ${escapeMarkdown(text, 1_000)}`]),
    ...changeTable(view),
    ...minimumTable(view),
    ...contractLines(view),
    ...list('Next', view.next),
    ...list('Notes', view.notes),
  ].join('\n')}\n`;
}

function changeTable({ changes, reasons }: GateView): readonly string[] {
  if (changes.length === 0) return [];
  return [
    '',
    row(['', 'bar', 'baseline', 'now', 'change', 'at worst', 'margin', 'p', 'verdict', 'unseen']),
    '|:-:|:--|--:|--:|--:|--:|--:|--:|:--|--:|',
    ...changes.map(({ label, outcome, base, candidate, change, bound, margin, p, verdict, unseen }) => {
      const word = outcome === 'pass' ? verdict : `**${verdict}**`;
      const numbers = [base, `**${candidate}**`, change, bound, margin, escapeMarkdown(p)];
      return row([signs[outcome], escapeMarkdown(label), ...numbers, word, unseen]);
    }),
    ...reasons.flatMap((reason) => ['', escapeMarkdown(reason, 600)]),
    '',
    `<sub>${escapeMarkdown(changesNote, 500)}</sub>`,
  ];
}

function minimumTable({ minimums }: GateView): readonly string[] {
  if (minimums.length === 0) return [];
  return [
    '',
    row(['', 'least value', 'now', 'least', 'verdict']),
    '|:-:|:--|--:|--:|:--|',
    ...minimums.map(({ label, outcome, value, least, verdict }) =>
      row([signs[outcome], escapeMarkdown(label), `**${value}**`, least, verdict]),
    ),
  ];
}

function contractLines({ contract }: GateView): readonly string[] {
  return contract.flatMap(({ outcome, verdict, detail }) => [
    '',
    `${signs[outcome]} **Contract ${verdict}:** ${escapeMarkdown(detail, 2_000)}`,
  ]);
}

function list(title: string, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) return [];
  return ['', `**${title}**`, '', ...texts.map((text) => `- ${escapeMarkdown(text, 1_000)}`)];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
