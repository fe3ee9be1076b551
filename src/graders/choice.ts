import * as z from 'zod';
import { defineGrader } from './define-grader.js';
import { failed, passed, show } from './findings.js';
import { foldText } from './plain-text.js';
import { findPhrase } from './phrases.js';
import { answerSlot, lastForm } from './slots.js';

const spec = z.strictObject({
  answer: z.string().min(1).describe('the right option'),
  options: z.array(z.string().min(1).max(40)).min(2).max(26).describe('every option that was offered'),
});

export const choice = defineGrader({
  type: 'choice',
  summary: 'The ANSWER: line holds exactly one of the options, and it is the right one.',
  spec,
  problems({ answer, options }) {
    const known = options.map((option) => foldText(option));
    const doubled = known.some((option, index) => known.indexOf(option) !== index);
    return [
      ...(known.includes(foldText(answer)) ? [] : [`the answer ${show(answer)} is not among the options`]),
      ...(doubled ? ['two options are the same'] : []),
      ...(known.every((option) => /^[\p{L}\p{N}]/u.test(option))
        ? []
        : ['an option must begin with a letter or digit']),
    ];
  },
  grade({ answer, spec: { answer: right, options } }) {
    const slot = answerSlot(answer);
    if (slot.kind === 'missing') return failed(slot.reason);
    const text = lastForm(slot.value);
    const chosen = optionIn(text, options);
    if (chosen === undefined) return failed(`${show(text)} does not name one option`, [slot.span]);
    return foldText(chosen) === foldText(right)
      ? passed(`${chosen} is right`, [slot.span])
      : failed(`${chosen} is not ${right}`, [slot.span]);
  },
});

/**
 * The option a slot names: `B`, `(b)`, `Option B`, `B) Paris`, `B: Paris`. Undefined where it names none or more than one
 * (`A or B`, `not B`, `B, C`): words may follow only after a bracket, full stop, colon or dash, and may hold no other option.
 */
function optionIn(slot: string, options: readonly string[]): string | undefined {
  const text = foldText(slot, { caseSensitive: true })
    .replace(/^(?:option|choice) /i, '')
    .replace(/^[([]/, '');
  const chosen = options.filter((option) => beginsWith(text, foldText(option)));
  const option = chosen.sort((left, right) => right.length - left.length)[0];
  if (option === undefined) return undefined;
  const rest = text.slice(foldText(option).length);
  if (!/^[)\].:]*$|^(?:[)\].:]+| - ?)\s*\S/.test(rest)) return undefined;
  const others = options.filter((other) => other !== option);
  return others.some((other) => findPhrase(rest, foldText(other, { caseSensitive: true })) >= 0)
    ? undefined
    : option;
}

function beginsWith(text: string, option: string): boolean {
  return findPhrase(text.toLowerCase(), option) === 0;
}
