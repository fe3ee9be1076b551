import * as z from 'zod';
import { defineGrader } from './define-grader.js';
import { failed, passed, show } from './findings.js';
import { foldText } from './plain-text.js';
import { lastForm, slotOf } from './slots.js';

const spec = z.strictObject({
  answer: z.string().min(1).describe('the right words'),
  accept: z.array(z.string().min(1)).default([]).describe('other right words'),
  slot: z
    .enum(['answer', 'whole'])
    .default('answer')
    .describe('the last ANSWER: line, or all of the content'),
  caseSensitive: z.boolean().default(false),
});

/** Case, white space, surrounding markdown or quotes and one full stop at the end do not matter; everything else does. */
export const exact = defineGrader({
  type: 'exact',
  summary: 'The slot holds these words and no others.',
  spec,
  problems: ({ answer, accept }) =>
    [answer, ...accept]
      .filter((words) => comparable(words, true) === '')
      .map((words) => `${show(words)} is empty`),
  grade({ answer, spec: { answer: right, accept, slot: kind, caseSensitive } }) {
    const slot = slotOf(answer, kind);
    if (slot.kind === 'missing') return failed(slot.reason);
    const wanted = new Set([right, ...accept].map((words) => comparable(words, caseSensitive)));
    const isRight = slot.value.some((form) => wanted.has(comparable(form, caseSensitive)));
    const found = show(lastForm(slot.value));
    return isRight
      ? passed(`${found} is right`, [slot.span])
      : failed(`${found} is not ${show(right)}`, [slot.span]);
  },
});

function comparable(words: string, caseSensitive: boolean): string {
  return foldText(words, { caseSensitive }).replace(/ ?\.$/, '');
}
