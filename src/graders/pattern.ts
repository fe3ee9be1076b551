import * as z from 'zod';
import { patternFlags, patternProblem } from './collect-matches.js';
import { defineGrader } from './define-grader.js';
import type { BoundedChecks, GraderServices } from './define-grader.js';
import type { Finding, Span } from './grade.js';
import { failed, passed, show } from './findings.js';
import type { TextRange } from './json-text.js';
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

/** A text that makes the pattern run past its deadline fails: excluding it would let such a text buy an exclusion. */
const stalled = 'the pattern ran past its deadline on this text';

async function gradeSlot(answer: Answer, wanted: PatternSpec, { bounded }: GraderServices): Promise<Finding> {
  const slot = answerSlot(answer);
  if (slot.kind === 'missing') return failed(slot.reason);
  const spans = [slot.span];
  if (wanted.absent) return absence(lastForm(slot.value), wanted, { bounded, spanOf: () => slot.span });
  const reply = await bounded.matchWhole(wanted.pattern, wanted.flags, slot.value);
  if (reply.kind === 'timed_out') return failed(stalled, spans);
  const shown = show(lastForm(slot.value));
  return reply.isMatch.includes(true)
    ? passed(`${shown} matches the pattern`, spans)
    : failed(`${shown} does not match the pattern`, spans);
}

async function gradeContent(
  answer: Answer,
  wanted: PatternSpec,
  { bounded }: GraderServices,
): Promise<Finding> {
  const whole = wholeContent(answer);
  if (whole.kind === 'missing') return failed(whole.reason);
  const spanOf = (match?: TextRange) => (match === undefined ? whole.span : contentSpan(answer, match));
  if (wanted.absent) return absence(whole.value, wanted, { bounded, spanOf });
  const reply = await bounded.match(wanted.pattern, wanted.flags, whole.value);
  if (reply.kind === 'timed_out') return failed(stalled, [whole.span]);
  const [match] = reply.matches;
  const spans = [spanOf(match)];
  return match === undefined
    ? failed('the pattern does not occur', spans)
    : passed('the pattern occurs', spans);
}

interface AbsenceOptions {
  readonly bounded: BoundedChecks;
  readonly spanOf: (match?: TextRange) => Span;
}

async function absence(
  text: string,
  wanted: PatternSpec,
  { bounded, spanOf }: AbsenceOptions,
): Promise<Finding> {
  const reply = await bounded.match(wanted.pattern, wanted.flags, text);
  if (reply.kind === 'timed_out') return failed(stalled, [spanOf()]);
  const [match] = reply.matches;
  const spans = [spanOf(match)];
  return match === undefined ? passed('the pattern is absent', spans) : failed('the pattern occurs', spans);
}
