import * as z from 'zod';
import { durationForms, parseDurationMs } from '../../lib/duration.js';

const source = z.string().min(1).max(200_000);
/** A name that is an identifier in both languages. */
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'use a plain identifier');

const wall = z
  .union([z.string(), z.number()])
  .refine((value) => isWithin(parseDurationMs(value), 10, 30_000), `10ms to 30s: ${durationForms}`)
  .transform((value) => parseDurationMs(value));

const memory = z
  .string()
  .refine((value) => isWithin(parseMegabytes(value), 16, 512), 'write 16MB to 512MB')
  .transform((value) => (parseMegabytes(value) ?? 0) * 1024 * 1024);

/** What a suite may say about an answer that is code. */
export const codeSpec = z.strictObject({
  language: z.enum(['javascript', 'python']),
  entry: identifier.describe('the global function that is called with each case’s arguments'),
  defines: identifier
    .optional()
    .describe(
      'the name the answer itself must define, where it is not `entry`: a class that `harness` drives',
    ),
  from: z
    .enum(['block', 'diff'])
    .default('block')
    .describe('block: the one fenced block of the language; diff: a unified diff that is applied to `files`'),
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(200), text: source }))
    .max(20)
    .default([])
    .describe('with `from: diff`: what the prompt shows; the program is the files joined in this order'),
  harness: source
    .optional()
    .describe('source put after the answer, in the same language; it may define `entry`'),
  reference: source
    .optional()
    .describe('a right solution, without the harness; running it gives the values that are wanted'),
  inputs: source
    .optional()
    .describe(
      'JavaScript that defines `inputs(random)`: a list of lists of arguments; random() is in [0, 1)',
    ),
  seed: z
    .union([z.string(), z.number()])
    .default('')
    .describe('of random(): "{{nonce}}" makes the inputs fresh in every attempt'),
  cases: z
    .array(
      z.strictObject({
        args: z.array(z.json()).max(50),
        returns: z.json().optional().describe('left out, and no `throws`: what the reference does'),
        throws: z.string().min(1).max(100).optional().describe('the name of the error, such as RangeError'),
      }),
    )
    .max(1_000)
    .default([]),
  compare: z
    .union([z.enum(['exact', 'unordered']), z.strictObject({ tolerance: z.number().positive().max(1) })])
    .default('exact')
    .describe('unordered: a list in any order; tolerance: absolute or relative, for every number'),
  limits: z
    .strictObject({ wall: wall.optional(), memory: memory.optional() })
    .default({})
    .describe('for all cases together; 64MB, and 2s for JavaScript or 5s for Python'),
  forbid: z.array(identifier).max(32).default([]).describe('words that must not occur in the code'),
  mutants: z
    .array(
      z.strictObject({
        replace: z.string().min(1).max(2_000).describe('text of the reference'),
        by: z.string().max(2_000),
        nth: z.int().min(1).max(1_000).default(1).describe('which occurrence'),
      }),
    )
    .max(100)
    .default([])
    .describe(
      'edits of the reference, each applied alone, that the cases must catch; `suite selftest` tries them',
    ),
});
export type CodeSpec = z.output<typeof codeSpec>;

/** Megabytes of `64MB`; undefined where it is no such amount. */
function parseMegabytes(text: string): number | undefined {
  const digits = /^(\d{1,6})\s*MB$/i.exec(text.trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function isWithin(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}
