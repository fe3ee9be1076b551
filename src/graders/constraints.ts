import * as z from 'zod';
import { patternFlags, patternProblem } from './collect-matches.js';
import { constraintRules } from './constraint-rules.js';
import type { Range } from './constraint-rules.js';
import { eachLineMatches } from './each-line-matches.js';
import { defineGrader } from './define-grader.js';
import { failed, faulty, fromParts } from './findings.js';
import { holdsPhrase } from './phrases.js';
import { orTaskFault } from './refused-check.js';
import { foldText } from './plain-text.js';
import { wholeContent } from './slots.js';

const count = z.int().min(0);
const range = z
  .strictObject({ min: count.optional(), max: count.optional(), exactly: count.optional() })
  .refine((bounds) => Object.values(bounds).some((bound) => bound !== undefined), 'give min, max or exactly');
const phrases = z.array(z.string().min(1).max(500)).min(1).max(100);

const spec = z.strictObject({
  words: range.optional(),
  lines: range.optional().describe('lines that are not blank'),
  sentences: range.optional(),
  paragraphs: range.optional(),
  forbidLetters: z
    .string()
    .regex(/^[A-Za-z]+$/, 'write the letters A to Z that may not occur')
    .optional(),
  mustInclude: phrases.optional().describe('whole words, in any case'),
  order: phrases.min(2).optional().describe('these occur in this order'),
  startsWith: z.string().min(1).optional(),
  firstLine: z.string().min(1).optional().describe('the first line that is not blank, exactly'),
  lastLine: z.string().min(1).optional().describe('the last line that is not blank, exactly'),
  eachLineMatches: z
    .union([
      z.string().min(1),
      z.strictObject({ pattern: z.string().min(1), flags: z.string().regex(patternFlags) }),
    ])
    .optional()
    .describe('a regular expression for each line that is not blank, whole'),
  case: z.enum(['upper', 'lower']).optional(),
  acrostic: z
    .string()
    .regex(/^\p{L}+$/u, 'write letters only')
    .optional()
    .describe('first letters of the lines'),
  all: z.boolean().default(true).describe('true: one rule missed makes 0; false: the share of rules met'),
});
export type ConstraintsSpec = z.output<typeof spec>;

export const constraints = defineGrader({
  type: 'constraints',
  summary: 'Rules of form for the whole content: counts, letters, order, first and last lines.',
  spec,
  problems: (rules) => [
    ...(asksNothing(rules) ? ['it asks for nothing'] : []),
    ...crossingBounds(rules),
    ...lineProblems(rules),
    ...letterProblems(rules),
  ],
  grade: ({ answer, spec: rules, services }) =>
    orTaskFault(async () => {
      const whole = wholeContent(answer);
      if (whole.kind === 'missing') return failed(whole.reason);
      const lines = await eachLineMatches(whole.value, rules.eachLineMatches, services.bounded);
      const parts = [...constraintRules(whole.value, rules), ...lines];
      if (parts.length === 0) return faulty('task', 'there are no rules');
      return fromParts(parts, { spans: [whole.span], allOrNothing: rules.all });
    }),
});

const ruleNames = Object.keys(spec.omit({ all: true }).shape);

function asksNothing(rules: ConstraintsSpec): boolean {
  return !Object.keys(rules).some((key) => ruleNames.includes(key));
}

function crossingBounds({ words, lines, sentences, paragraphs }: ConstraintsSpec): readonly string[] {
  return Object.entries({ words, lines, sentences, paragraphs })
    .filter((entry): entry is [string, Range] => entry[1] !== undefined)
    .filter(
      ([, { min = 0, max = Infinity, exactly }]) =>
        min > max || (exactly !== undefined && (exactly < min || exactly > max)),
    )
    .map(([name]) => `the bounds of ${name} cross`);
}

function lineProblems({
  eachLineMatches: each,
  acrostic,
  lines,
  startsWith,
  firstLine,
}: ConstraintsSpec): readonly string[] {
  const problem =
    each === undefined
      ? undefined
      : typeof each === 'string'
        ? patternProblem(each, 'u')
        : patternProblem(each.pattern, each.flags);
  const wanted = lines?.exactly;
  const hasOtherCount =
    acrostic !== undefined && wanted !== undefined && wanted !== Array.from(acrostic).length;
  const startsElse = startsWith !== undefined && firstLine !== undefined && !firstLine.startsWith(startsWith);
  return [
    ...(problem === undefined ? [] : [problem]),
    ...(hasOtherCount ? ['the acrostic has another number of letters than there are lines'] : []),
    ...(startsElse ? ['`firstLine` does not begin with `startsWith`'] : []),
  ];
}

/** Words the answer must hold may not break its other rules. */
function letterProblems(rules: ConstraintsSpec): readonly string[] {
  const { forbidLetters = '', mustInclude = [], order = [], firstLine, lastLine, startsWith } = rules;
  const fixed = [...mustInclude, ...order, firstLine, lastLine, startsWith].filter(
    (text) => text !== undefined,
  );
  const letters = Array.from(forbidLetters.toLowerCase());
  const spelled = fixed.filter((text) => letters.some((letter) => text.toLowerCase().includes(letter)));
  const upside = fixed.filter((text) => rules.case !== undefined && text !== inCase(text, rules.case));
  const blank = [...mustInclude, ...order].filter((text) => !holdsPhrase(foldText(text), foldText(text)));
  return [
    ...spelled.map((text) => `"${text}" holds a forbidden letter`),
    // `mustInclude` and `order` are looked up in any case.
    ...upside
      .filter((text) => !mustInclude.includes(text) && !order.includes(text))
      .map((text) => `"${text}" breaks \`case\``),
    ...blank.map(() => 'a phrase is empty'),
  ];
}

function inCase(text: string, wanted: 'upper' | 'lower'): string {
  return wanted === 'upper' ? text.toUpperCase() : text.toLowerCase();
}
