import { groupBy } from '../lib/group-by.js';

/** Equal over the categories that have a measured task, then over those tasks; total 1, and 0 for the others. */
export function equalWeights(
  tasks: readonly { readonly category: string }[],
  isMeasured: (index: number) => boolean = () => true,
): Float64Array {
  const measured = [...tasks.keys()].filter(isMeasured);
  const byCategory = groupBy(measured, (index) => tasks[index]?.category);
  const weights = new Float64Array(tasks.length);
  for (const own of byCategory.values())
    for (const index of own) weights[index] = 1 / byCategory.size / own.length;
  return weights;
}
