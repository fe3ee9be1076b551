import * as z from 'zod';
import { BenchError } from '../../errors/bench-error.js';
import { inert } from '../../lib/inert.js';
import type { Json } from '../../lib/json.js';

/** One question about one answer, as a person answered it. */
export interface LabelItem {
  /** Row of the file, from 1. */
  readonly row: number;
  readonly task: string;
  readonly reference: string;
  readonly candidate: string;
  readonly question: string;
  readonly kind: 'present' | 'absent';
  /** The person's answer to the question: of kind `absent`, yes says that the fault is there. */
  readonly label: 'yes' | 'no';
}

export interface LabelRow {
  readonly number: number;
  readonly value: Json;
}

const blankToNothing = (value: unknown) => (value === '' || value === null ? undefined : value);
const text = (most: number) => z.string().max(most, `must have at most ${most} characters`);
const filled = (most: number) => text(most).min(1, 'must not be empty');

const yesNo: ReadonlyMap<string, 'yes' | 'no'> = new Map([
  ...['1', 'yes', 'true'].map((word) => [word, 'yes'] as const),
  ...['0', 'no', 'false'].map((word) => [word, 'no'] as const),
]);

const labelSentence = 'must be 0 or 1, or no or yes';
const rowSchema = z.object({
  task: filled(20_000),
  reference: z.preprocess(blankToNothing, text(20_000).default('')),
  question: z.preprocess(blankToNothing, filled(1_000).optional()),
  criterion: z.preprocess(blankToNothing, filled(1_000).optional()),
  kind: z.preprocess(
    blankToNothing,
    z.enum(['present', 'absent'], 'must be present or absent').default('present'),
  ),
  candidate: filled(50_000),
  label: z.union([z.string(), z.number(), z.boolean()], labelSentence).transform((raw, context) => {
    const label = yesNo.get(String(raw).trim().toLowerCase());
    if (label !== undefined) return label;
    context.addIssue({ code: 'custom', message: labelSentence });
    return z.NEVER;
  }),
});

const mostProblems = 10;

/** Rows of a file as items. Throws BenchError('usage') that names the first ten bad rows and what is wrong with each. */
export function labelItems(rows: readonly LabelRow[]): readonly LabelItem[] {
  const items: LabelItem[] = [];
  const problems: string[] = [];
  for (const { number: row, value } of rows) {
    const read = rowSchema.safeParse(value);
    if (!read.success) {
      problems.push(`row ${row}: ${sentenceOf(read.error)}`);
      continue;
    }
    const { criterion, question = criterion, ...rest } = read.data;
    if (question === undefined) problems.push(`row ${row}: question: is missing`);
    else items.push({ ...rest, row, question });
  }
  if (problems.length === 0) return items;
  const more = problems.length - mostProblems;
  throw new BenchError(
    'usage',
    [...problems.slice(0, mostProblems), ...(more > 0 ? [`… and ${more} more rows`] : [])].join('\n'),
    { hint: 'Columns: task, reference (optional), question, kind (present or absent), candidate, label.' },
  );
}

function sentenceOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => inert(`${path.join('.') || 'the row'}: ${message}`, 120))
    .join('; ');
}
