import { expect, test } from 'vitest';
import { pairedWithSchema } from '../../src/results/paired-with.js';

const paired = { runId: 'x', side: 'a' };

test.each([[[3, 5, 10]], [undefined]])('looks that rise are those of a pair: %j', (looks) => {
  expect(pairedWithSchema.safeParse({ ...paired, looks }).success).toBe(true);
});

test.each([[[3, 1]], [[0, 3]], [[3, 3]]])('looks that do not rise from over 0 are none: %j', (looks) => {
  expect(pairedWithSchema.safeParse({ ...paired, looks }).success).toBe(false);
});
