import * as z from 'zod';
import { patternFlags, patternProblem } from './collect-matches.js';
import { defineGrader } from './define-grader.js';
import type { GraderServices } from './define-grader.js';
import type { Finding, Span } from './grade.js';
import { failed, passed } from './findings.js';
import { orTaskFault } from './refused-check.js';
import { answerSlot, contentSpan, lastForm, wholeContent } from './slots.js';
import type { Answer } from './answer.js';

const spec = z.strictObject({
  pattern: z.string().min(1).max(2_000),
  flags: z.string().regex(patternFlags, 'use i, m, s and u, each once').default('u'),
  scope: z.enum(['answer', 'whole']).default('answer'),
  absent: z.boolean().default(false).describe('true: it must not occur anywhere in the scope'),
});
type PatternSpec = z.output<typeof spec>;

/** `answer`: the pattern must match the whole ANSWER: slot. `whole`: it must occur in the content. */
export const pattern = defineGrader({
  type: 'pattern',
  summary: 'A regular expression that the slot matches, or that the content holds or lacks.',
  spec,
  problems({ pattern: source, flags, absent }) {
    const problem = patternProblem(source, flags);
    if (problem !== undefined) return [problem];
    return !absent && new RegExp(`^(?:${source})$`, flags).test('')
      ? ['the pattern matches an empty text']
      : [];
  },
  grade: ({ answer, spec: wanted, services }) =>
    orTaskFault(() =>
      wanted.scope === 'answer'
        ? gradeSlot(answer, wanted, services)
        : gradeContent(answer, wanted, services),
    ),
});

async function gradeSlot(answer: Answer, wanted: PatternSpec, services: GraderServices): Promise<Finding> {
  const slot = answerSlot(answer);
  if (slot.kind === 'missing') return failed(slot.reason);
  if (wanted.absent) return found(services, wanted, { text: lastForm(slot.value), spanOf: () => slot.span });
  const whole = { ...wanted, pattern: `^(?:${wanted.pattern})$` };
  const findings: Finding[] = [];
  for (const form of slot.value) {
    findings.push(
      await found(services, whole, { text: form, spanOf: () => slot.span, mustReach: form.length }),
    );
    if (findings.at(-1)?.verdict !== 'fail') break;
  }
  return findings.at(-1) ?? failed('the ANSWER: line is empty');
}

async function gradeContent(answer: Answer, wanted: PatternSpec, services: GraderServices): Promise<Finding> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return failed(whole.reason);
  const spanOf = (match?: { start: number; end: number }) =>
    match === undefined ? whole.span : contentSpan(answer, match);
  return found(services, wanted, { text: whole.value, spanOf });
}

interface Searched {
  readonly text: string;
  readonly spanOf: (match?: { start: number; end: number }) => Span;
  /** The match must reach from 0 to here: with the `m` flag `^` and `$` alone would not say so. */
  readonly mustReach?: number;
}

/** A text that makes the pattern run past its deadline fails: excluding it would let such a text buy an exclusion. */
async function found(
  { bounded }: GraderServices,
  { pattern: source, flags, absent }: PatternSpec,
  { text, spanOf, mustReach }: Searched,
): Promise<Finding> {
  const reply = await bounded.match(source, flags, text);
  if (reply.kind === 'timed_out') return failed('the pattern ran past its deadline on this text', [spanOf()]);
  const match = reply.matches.find(
    ({ start, end }) => mustReach === undefined || (start === 0 && end === mustReach),
  );
  const spans = [spanOf(match)];
  const isMet = absent ? match === undefined : match !== undefined;
  const reason = match === undefined ? 'the pattern does not match' : 'the pattern matches';
  return isMet ? passed(reason, spans) : failed(reason, spans);
}
