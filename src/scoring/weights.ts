import type { TaskLayout } from './task-layout.js';

/**
 * How much each task of a layout (the pool) weighs in a dimension, total 1; within a task its counted attempts weigh the same.
 * Undefined: the dimension was not measured.
 */
export type TaskWeights = Float64Array;

/**
 * a_i: equal over all declared categories, then tasks. Every category is in the pool, so as soon as one of them has no
 * counted attempt (a filter left it out, all its attempts were excluded) this pool was not measured, and a Speed over
 * another pool would not be the same Speed.
 */
export function efficiencyWeights(pool: TaskLayout): TaskWeights | undefined {
  return equalOver(pool, () => true);
}

/** Equal over the categories that feed quality, then tasks. */
export function qualityWeights(pool: TaskLayout): TaskWeights | undefined {
  return equalOver(pool, ({ feeds }) => feeds === 'quality');
}

function equalOver(
  { categories, tasks }: TaskLayout,
  feeds: (category: TaskLayout['categories'][number]) => boolean,
): TaskWeights | undefined {
  const fed = categories.filter(feeds);
  if (fed.length === 0 || fed.some(({ start, end }) => start === end)) return undefined;
  const weights = new Float64Array(tasks.length);
  for (const { start, end } of fed) weights.fill(1 / fed.length / (end - start), start, end);
  return weights;
}

/**
 * Equal over the kinds that modality categories declare, then over the tasks of a kind. Undefined where one of these
 * categories or kinds has no counted attempt.
 */
export function modalityWeights({ categories, tasks }: TaskLayout): TaskWeights | undefined {
  const fed = categories.filter(({ feeds }) => feeds === 'modality');
  const kinds = new Set(fed.flatMap((category) => category.kinds));
  if (kinds.size === 0 || fed.some(({ start, end }) => start === end)) return undefined;
  const weights = new Float64Array(tasks.length);
  for (const kind of kinds) {
    const own = fed
      .flatMap(({ start, end }) => range(start, end))
      .filter((index) => tasks[index]?.task.kind === kind);
    if (own.length === 0) return undefined;
    for (const index of own) weights[index] = 1 / kinds.size / own.length;
  }
  return weights;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, offset) => start + offset);
}
