import * as z from 'zod';
import { inert } from '../lib/inert.js';
import { finalContent } from './answer.js';
import type { Answer } from './answer.js';
import type { CustomAnswer } from './custom/custom-graders.js';
import type { CustomGrade } from './custom/custom-grade.js';
import { defineGrader } from './define-grader.js';
import { faulty, notApplied, passed } from './findings.js';
import type { Finding } from './grade.js';
import { maxContentChars } from './slots.js';

const spec = z.strictObject({
  module: z
    .string()
    .max(200)
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\.mjs$/,
      'name an .mjs file in the suite’s folder',
    )
    .describe('an ES module in one file that exports `grade({ answer, options })`'),
  options: z.record(z.string(), z.json()).default({}).describe('handed to `grade` as it stands'),
});

export const custom = defineGrader({
  type: 'custom',
  summary:
    'A grader of the suite’s own, in JavaScript on the host: only with --custom-graders, never in official runs.',
  spec,
  async grade({ answer, spec: { module, options }, services: { custom: graders, asset } }) {
    if (graders === undefined || asset === undefined)
      return notApplied('graders of the suite’s own are off; --custom-graders lets them run');
    const broken = (what: string) => faulty('task', `the grader ${module} is broken: ${inert(what, 300)}`);
    const source = new TextDecoder().decode(await asset(module));
    const reply = await graders.grade({ source, options, answer: plainAnswer(answer) });
    if (reply.kind === 'broken') return broken(reply.what);
    const misplaced = reply.grade.spans.some((span) => !isInside(span, answer));
    return misplaced ? broken('a span lies outside of the answer') : findingOf(reply.grade);
  },
});

/** Rounding in a mean of whole marks must not cost the pass. */
const passFrom = 0.999;

function findingOf({ quality, reason, spans }: CustomGrade): Finding {
  if (quality >= passFrom) return passed(reason, spans);
  return { verdict: quality > 0 ? 'partial' : 'fail', quality, reason, fault: 'miner', spans };
}

function plainAnswer(answer: Answer): CustomAnswer {
  return {
    content: finalContent(answer).slice(0, maxContentChars),
    exchanges: answer.exchanges.map(({ reply, toolResults }) => ({ reply, toolResults })),
    promptTexts: answer.promptTexts,
  };
}

function isInside(
  { exchange, in: place, start, end }: CustomGrade['spans'][number],
  { exchanges }: Answer,
): boolean {
  const reply = exchanges[exchange]?.reply;
  if (reply === undefined) return false;
  const lengths = {
    content: reply.content.length,
    tool: reply.toolCalls.length,
    artifact: reply.artifacts.length,
  };
  return start < end && end <= lengths[place];
}
