import { rngFrom } from '../lib/rng.js';
import type { Task } from './task.js';

/**
 * Index of the variant that repeat `repeat` (from 0) of a task sends: a base drawn from the seed and the task's id,
 * and one further each repeat, so that the repeats go through all variants before any comes again. The twins of a pair
 * draw on their own.
 */
export function pickVariant({
  seed,
  task,
  repeat,
}: {
  seed: string;
  task: Pick<Task, 'id' | 'variants'>;
  repeat: number;
}): number {
  const count = task.variants.length;
  return (rngFrom('variant', seed, task.id).int(count) + repeat) % count;
}

const nonceLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `nx-` and eight letters or digits, another one for every attempt (41 bits). */
export function drawNonce({
  seed,
  taskId,
  repeat,
}: {
  seed: string;
  taskId: string;
  repeat: number;
}): string {
  const rng = rngFrom('nonce', seed, taskId, repeat);
  return `nx-${Array.from({ length: 8 }, () => nonceLetters.charAt(rng.int(nonceLetters.length))).join('')}`;
}
