import { expect, test } from 'vitest';
import { drawNonce, pickVariant } from '../../src/suite/variant.js';

const task = (id: string, count: number) => ({
  id,
  variants: Array.from({ length: count }, (_, row) => ({ row })),
});

test('the same seed picks the same variant, and repeats go through all before one comes again', () => {
  const picks = Array.from({ length: 10 }, (_, repeat) =>
    pickVariant({ seed: 's', task: task('sum', 5), repeat }),
  );
  expect(new Set(picks.slice(0, 5)).size).toBe(5);
  expect(picks.slice(5)).toEqual(picks.slice(0, 5));
  expect(pickVariant({ seed: 's', task: task('sum', 5), repeat: 3 })).toBe(picks[3]);
});

test('seeds and tasks draw on their own, and every variant gets its turn', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) =>
    pickVariant({ seed: `${seed}`, task: task('sum', 5), repeat: 0 }),
  );
  expect(new Set(seeds)).toEqual(new Set([0, 1, 2, 3, 4]));
  const tasks = Array.from({ length: 200 }, (_, id) =>
    pickVariant({ seed: 's', task: task(`t${id}`, 5), repeat: 0 }),
  );
  expect(new Set(tasks)).toEqual(new Set([0, 1, 2, 3, 4]));
});

test('a task without variants has its one empty row', () => {
  expect(pickVariant({ seed: 's', task: task('sum', 1), repeat: 7 })).toBe(0);
});

test('a nonce has its shape, comes back with its seed and differs in every attempt', () => {
  const nonces = new Set<string>();
  for (let repeat = 0; repeat < 50; repeat++)
    for (const taskId of ['a', 'b', 'c']) nonces.add(drawNonce({ seed: 's', taskId, repeat }));
  expect(nonces.size).toBe(150);
  for (const nonce of nonces) expect(nonce).toMatch(/^nx-[a-z0-9]{8}$/);
  expect(drawNonce({ seed: 's', taskId: 'a', repeat: 0 })).toBe(
    drawNonce({ seed: 's', taskId: 'a', repeat: 0 }),
  );
  expect(drawNonce({ seed: 't', taskId: 'a', repeat: 0 })).not.toBe(
    drawNonce({ seed: 's', taskId: 'a', repeat: 0 }),
  );
});
