import { expect, test } from 'vitest';
import * as z from 'zod';
import { validate } from '../../src/lib/validate.js';
import { matching } from '../support/asymmetric.js';

const schema = z.object({ name: z.string(), size: z.number() });

test('a value that fits comes back', () => {
  expect(validate(schema, { name: 'a', size: 1 }, { where: 'x.json' })).toEqual({ name: 'a', size: 1 });
});

test('one that does not fit is refused with every problem and the hint', () => {
  expect(() => validate(schema, { size: '1' }, { where: 'x.json:3', hint: 'Mend it.' })).toThrow(
    expect.objectContaining({
      reason: 'usage',
      hint: 'Mend it.',
      message: matching(/^x\.json:3 name: .*; size: /u),
    }),
  );
});

test('what is nested deeper than a check can follow is refused, not a crash', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);

  expect(() => validate(z.json(), deep, { where: 'x.json' })).toThrow(
    expect.objectContaining({ reason: 'usage', message: 'x.json is nested too deeply' }),
  );
});
