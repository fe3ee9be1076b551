import type { Profile } from './profile.js';
import { partsOf, type AttemptParts } from './attempt-parts.js';
import type { ScoredCategory, ScoredTask, ScoreInput } from './score-input.js';
import type { CategoryRange } from './task-layout.js';

/** All counted attempts, in one order whatever order they came in, so that the same attempts give the same bits. */
export interface Pool {
  readonly categories: readonly PooledCategory[];
  /** Tasks with a counted attempt, category after category, by id. */
  readonly tasks: readonly PooledTask[];
}

export type PooledCategory = CategoryRange;

export interface PooledTask {
  readonly task: ScoredTask;
  /** Of the counted attempts, by repeat; at least one. */
  readonly attempts: readonly CountedParts[];
}

export type CountedParts = AttemptParts & { readonly quality: number };

/** Throws RangeError on a task whose category, class or modality kind is not declared: such a suite should not have loaded. */
export function poolOf({ categories, tasks }: ScoreInput, profile: Profile): Pool {
  const names = new Set(categories.map(({ name }) => name));
  const stray = tasks.find(({ category }) => !names.has(category));
  if (stray !== undefined) throw new RangeError(`task ${stray.id} is in no declared category`);

  const pooled: PooledTask[] = [];
  const ranges: PooledCategory[] = [];
  for (const category of [...categories].sort((left, right) => compareText(left.name, right.name))) {
    const start = pooled.length;
    const own = tasks.filter((task) => task.category === category.name);
    for (const task of own.sort((left, right) => compareText(left.id, right.id))) {
      checkKind(task, category);
      const attempts = [...task.attempts]
        .sort((left, right) => left.repeat - right.repeat)
        .map((attempt) => partsOf(task, attempt, profile))
        .filter((parts): parts is CountedParts => parts.quality !== undefined);
      if (attempts.length > 0) pooled.push({ task, attempts });
    }
    ranges.push({ ...category, start, end: pooled.length });
  }
  return { categories: ranges, tasks: pooled };
}

function checkKind({ id, kind }: ScoredTask, { name, feeds, kinds }: ScoredCategory): void {
  if (feeds === 'modality' && (kind === undefined || !kinds.includes(kind)))
    throw new RangeError(`task ${id} is of no kind that category ${name} declares`);
}

/** By UTF-16 code units: the same on every machine, which localeCompare is not. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
