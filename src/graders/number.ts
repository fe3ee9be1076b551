import * as z from 'zod';
import { defineGrader } from './define-grader.js';
import { failed, passed } from './findings.js';
import { isNear, readNumber } from './numbers.js';
import { lastForm, slotOf } from './slots.js';

const spec = z.strictObject({
  value: z.number(),
  tolerance: z.number().min(0).default(0).describe('how far off it may be, absolute'),
  relative: z.number().min(0).max(1).default(0).describe('how far off it may be, as a share of the value'),
  unit: z
    .string()
    .min(1)
    .max(24)
    .optional()
    .describe('a unit in the slot must be this one; it may be left out'),
  slot: z.enum(['answer', 'whole']).default('answer'),
});

export const number = defineGrader({
  type: 'number',
  summary: 'The slot holds exactly one number, compared as a number.',
  spec,
  problems: ({ value, tolerance }) =>
    tolerance > 0 && tolerance >= Math.abs(value) && value !== 0
      ? ['the tolerance accepts 0 as an answer']
      : [],
  grade({ answer, spec: { value, tolerance, relative, unit, slot: kind } }) {
    const slot = slotOf(answer, kind);
    if (slot.kind === 'missing') return failed(slot.reason);
    const reading = readNumber(lastForm(slot.value), unit);
    if (reading.kind === 'not_one') return failed(reading.reason, [slot.span]);
    return isNear(reading.value, value, { tolerance, relative })
      ? passed(`${reading.value} is right`, [slot.span])
      : failed(`${reading.value} is not ${value}`, [slot.span]);
  },
});
