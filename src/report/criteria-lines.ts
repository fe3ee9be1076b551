import { inert } from '../lib/inert.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import type { BlockLayout } from './block.js';
import { labelled } from './page.js';
import { formatShare } from '../lib/quantity.js';

type Criterion = AttemptRecord['grade']['criteria'][number];
type Part = NonNullable<Criterion['parts']>[number];

const signs = { pass: '✓', partial: '~', fail: '✗', n_a: '·', error: '!' } as const;

/** Every criterion with its weight, its reason, its parts and the evidence it rests on. */
export function criteriaLines({ grade, exchanges }: AttemptRecord, layout: BlockLayout): readonly string[] {
  if (grade.criteria.length === 0) return [`  ${layout.ink.quiet('no grader was asked')}`];
  const covered =
    grade.coverage < 1
      ? [`  ${layout.ink.warn(`only ${formatShare(grade.coverage)} of the weight could be applied`)}`]
      : [];
  return [...grade.criteria.flatMap((criterion) => criterionLines(criterion, exchanges, layout)), ...covered];
}

function criterionLines(
  criterion: Criterion,
  exchanges: AttemptRecord['exchanges'],
  { columns, ink }: BlockLayout,
): readonly string[] {
  const { verdict, grader, weight, gate, quality, reason, fault, spans, parts = [] } = criterion;
  const paint = { pass: ink.good, partial: ink.warn, n_a: ink.quiet, fail: ink.bad, error: ink.bad }[verdict];
  const facts = [
    gate ? 'gate' : `weight ${weight}`,
    ...(verdict === 'partial' ? [formatShare(quality)] : []),
    ...(fault === undefined || verdict === 'pass' ? [] : [`fault: ${fault}`]),
  ];
  const hang = { columns, labelColumns: 4, ink };
  return [
    `  ${paint(signs[verdict])} ${ink.strong(inert(grader, 40))}  ${ink.quiet(facts.join(' · '))}`,
    ...labelled({ label: '', text: inert(reason, 1_000) }, hang),
    ...spans.flatMap((span) => {
      const text = spanText(span, exchanges);
      return text === undefined
        ? []
        : labelled({ label: '', text: `graded: ${text}` }, { ...hang, paint: ink.quiet });
    }),
    ...parts.flatMap((part) => partLines(part, { columns, ink })),
  ];
}

function partLines({ id, met, reason, evidence }: Part, { columns, ink }: BlockLayout): readonly string[] {
  const sign = met === undefined ? ink.quiet('·') : met ? ink.good('✓') : ink.bad('✗');
  const said = labelled(
    { label: '', text: `${inert(id, 60)}: ${inert(reason, 600)}` },
    { columns, labelColumns: 6, ink },
  );
  const [first = '', ...rest] = said;
  const quoted =
    evidence === undefined
      ? []
      : labelled(
          { label: '', text: `“${inert(evidence, 400)}”` },
          { columns, labelColumns: 6, ink, paint: ink.quiet },
        );
  return [`      ${sign}${first.slice(7)}`, ...rest, ...quoted];
}

/** Where in the answer the grader looked, and what stands there. */
function spanText(
  { exchange, in: where, start, end }: Criterion['spans'][number],
  exchanges: AttemptRecord['exchanges'],
): string | undefined {
  const found = exchanges[exchange];
  if (found === undefined) return undefined;
  if (where !== 'content') return `${where === 'tool' ? 'tool call' : where} ${start + 1}`;
  const content = found.events
    .filter(([, kind, , , , , choice]) => kind === 'content' && choice === 0)
    .map(([, , text]) => text)
    .join('');
  return `“${inert(content.slice(start, end), 200)}” (characters ${start}-${end})`;
}
