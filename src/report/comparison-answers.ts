import type { Comparison } from '../compare/comparison.js';
import { inert } from '../lib/inert.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { replyOf } from '../results/exchange-record.js';
import { openInk, type Ink } from './ink.js';
import { joinPage, labelled, pageColumns, section, type PageOptions } from './page.js';
import { replyLines } from './reply-lines.js';

export interface FlipAnswers {
  readonly flip: Comparison['flips'][number];
  /** Undefined: the journal does not hold it. */
  readonly base: AttemptRecord | undefined;
  readonly candidate: AttemptRecord | undefined;
}

export interface AnswersOptions extends PageOptions {
  /** Flips in all; more than are shown here. */
  readonly flips: number;
  /** Commands to see more, each with what it shows. They are to be copied, so they are never broken. */
  readonly commands: readonly { readonly label: string; readonly command: string }[];
}

const most = { maxChars: 1_200, maxLines: 10 };

/** What both sides answered to tasks that flipped: bounded and inert. */
export function renderFlipAnswers(answers: readonly FlipAnswers[], options: AnswersOptions): string {
  const columns = pageColumns(options.columns);
  const ink = openInk(options.color);
  const note = options.flips > answers.length ? `${answers.length} of ${options.flips}` : '';
  return joinPage([
    ...section('Both answers', note, { columns, ink }).slice(1),
    ...answers.flatMap(({ flip, base, candidate }) => [
      '',
      `  ${ink.strong(inert(flip.taskId, 60))}  ${flip.change === 'lost' ? ink.bad('lost') : ink.good('won')}`,
      ...sideLines({ name: 'base', id: flip.base.attemptId, record: base }, columns, ink),
      ...sideLines({ name: 'new', id: flip.candidate.attemptId, record: candidate }, columns, ink),
    ]),
    ...options.commands.flatMap(({ label, command }) => [
      '',
      `  ${ink.quiet(label)}`,
      `  ${ink.quiet(command)}`,
    ]),
    '',
  ]);
}

interface Side {
  readonly name: string;
  readonly id: string;
  readonly record: AttemptRecord | undefined;
}

function sideLines({ name, id, record }: Side, columns: number, ink: Ink): readonly string[] {
  const label = (text: string, paint?: (plain: string) => string) =>
    labelled({ label: name, text }, { columns, labelColumns: 6, ink, paint });
  const shownId = inert(id, 80);
  if (record === undefined) return label(`${shownId} is not in the journal`, ink.warn);
  const { grade, outcome, exchanges } = record;
  const paint = { pass: ink.good, partial: ink.warn, n_a: ink.warn, fail: ink.bad, error: ink.bad }[
    grade.verdict
  ];
  const because = outcome.status === 'ok' ? grade.reason : outcome.detail;
  return [
    ...label(`${shownId} · ${grade.verdict} · ${inert(because, 300)}`, paint),
    ...exchanges.slice(-1).flatMap((exchange) => {
      const reply = { ...replyOf(exchange), reasoning: '' };
      return replyLines({ reply, toolResults: exchange.toolResults }, { columns, ink, most });
    }),
  ];
}
