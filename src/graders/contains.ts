import * as z from 'zod';
import { defineGrader } from './define-grader.js';
import { failed, passed, show } from './findings.js';
import { holdsPhrase } from './phrases.js';
import { foldText } from './plain-text.js';
import { answerSlot, lastForm, wholeContent } from './slots.js';
import type { Answer } from './answer.js';
import type { Found } from './slots.js';

const phrases = z.array(z.string().min(1).max(500)).max(100);

const spec = z.strictObject({
  all: phrases.default([]).describe('each of these must occur'),
  any: phrases.default([]).describe('at least one of these must occur'),
  forbid: phrases.default([]).describe('none of these may occur: the distractors'),
  scope: z.enum(['whole', 'answer']).default('whole'),
  caseSensitive: z.boolean().default(false),
});

export const contains = defineGrader({
  type: 'contains',
  summary: 'Words and phrases that must and must not occur, on word boundaries.',
  spec,
  problems({ all, any, forbid, caseSensitive }) {
    const fold = (phrase: string) => foldText(phrase, { caseSensitive });
    const hits = (phrase: string) => forbid.some((bad) => holdsPhrase(fold(phrase), fold(bad)));
    return [
      ...(all.length + any.length === 0 ? ['it asks for nothing: give `all` or `any`'] : []),
      ...all.filter(hits).map((phrase) => `${show(phrase)} is both wanted and forbidden`),
      ...(any.length > 0 && any.every(hits) ? ['every phrase of `any` is forbidden'] : []),
      ...[...all, ...any, ...forbid].filter((phrase) => fold(phrase) === '').map(() => 'a phrase is empty'),
    ];
  },
  grade({ answer, spec: { all, any, forbid, scope, caseSensitive } }) {
    const found = textOf(answer, scope);
    if (found.kind === 'missing') return failed(found.reason);
    const text = foldText(found.value, { caseSensitive });
    const holds = (phrase: string) => holdsPhrase(text, foldText(phrase, { caseSensitive }));
    const spans = [found.span];
    const bad = forbid.find(holds);
    if (bad !== undefined) return failed(`it says ${show(bad)}, which it must not`, spans);
    const lacking = all.find((phrase) => !holds(phrase));
    if (lacking !== undefined) return failed(`it does not say ${show(lacking)}`, spans);
    if (any.length > 0 && !any.some(holds))
      return failed(`it says none of ${any.slice(0, 5).map(show).join(', ')}`, spans);
    return passed('it says what it should', spans);
  },
});

function textOf(answer: Answer, scope: 'whole' | 'answer'): Found<string> {
  if (scope === 'whole') return wholeContent(answer);
  const slot = answerSlot(answer);
  return slot.kind === 'missing' ? slot : { ...slot, value: lastForm(slot.value) };
}
