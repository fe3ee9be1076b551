import { BenchError } from '../errors/bench-error.js';
import { groupBy } from '../lib/group-by.js';
import type { Task } from './task.js';

/** One of `count` parts of a run, counted from 1. */
export interface ShardNumber {
  readonly index: number;
  readonly count: number;
}

export const mostShards = 1_000;

/** `2/4`; undefined where it is no such thing. */
export function parseShard(text: string): ShardNumber | undefined {
  const match = /^(\d{1,4})\s*\/\s*(\d{1,4})$/.exec(text.trim());
  if (match === null) return undefined;
  const [index, count] = [Number(match[1]), Number(match[2])];
  return index >= 1 && index <= count && count <= mostShards ? { index, count } : undefined;
}

export function formatShard({ index, count }: ShardNumber): string {
  return `${index}/${count}`;
}

/** All that the split looks at. */
export type SplitTask = Pick<Task, 'id' | 'category' | 'pair' | 'template'>;

/**
 * The tasks of one shard, in the order given. The same tasks are split the same way on every machine, whatever their order:
 * each belongs to one shard, every category is dealt out evenly, and so is the whole. A pair is never split; tasks of
 * one template stay together as long as they are no more than a shard's fair part of their category. Throws
 * BenchError('usage') where a shard would be left without a task.
 */
export function shardTasks<Item extends SplitTask>(
  tasks: readonly Item[],
  { index, count }: ShardNumber,
): readonly Item[] {
  const shards = dealOut(tasks, count);
  const filled = shards.filter(({ ids }) => ids.size > 0).length;
  if (filled < count) {
    throw new BenchError('usage', `${count} shards are too many: ${tasks.length} tasks fill ${filled}`, {
      hint: `Use --shard i/${Math.max(1, filled)}, or select more tasks.`,
    });
  }
  const own = shards[index - 1]?.ids;
  return tasks.filter(({ id }) => own?.has(id) === true);
}

interface Shard {
  readonly ids: Set<string>;
  /** Tasks of the category that is being dealt out. */
  ofCategory: number;
}

/** Large units first, each to the shard that has the fewest tasks of the category, then the fewest at all. */
function dealOut(tasks: readonly SplitTask[], count: number): readonly Shard[] {
  const shards = Array.from({ length: count }, (): Shard => ({ ids: new Set(), ofCategory: 0 }));
  const categories = [...groupBy(tasks, ({ category }) => category)];
  for (const [, own] of categories.sort(([left], [right]) => compareText(left, right))) {
    for (const shard of shards) shard.ofCategory = 0;
    for (const unit of unitsOf(own, Math.ceil(own.length / count))) {
      const next = shards.reduce((best, shard) => (isEmptier(shard, best) ? shard : best));
      next.ofCategory += unit.length;
      for (const { id } of unit) next.ids.add(id);
    }
  }
  return shards;
}

function isEmptier(shard: Shard, other: Shard): boolean {
  return (shard.ofCategory - other.ofCategory || shard.ids.size - other.ids.size) < 0;
}

/** What is dealt out whole: a template with its pairs, or where that is over `most` tasks its pairs and single tasks. */
function unitsOf(tasks: readonly SplitTask[], most: number): readonly (readonly SplitTask[])[] {
  const templates = groupBy(pairsOf(tasks), ([first]) => first?.template ?? '').values();
  const units = [...templates].flatMap((pairs) => {
    const whole = pairs.flat();
    return whole.length <= most ? [whole] : pairs;
  });
  return units.sort(
    (left, right) => right.length - left.length || compareText(firstId(left), firstId(right)),
  );
}

/** Pairs and single tasks, each in the order of ids. */
function pairsOf(tasks: readonly SplitTask[]): readonly (readonly SplitTask[])[] {
  const inOrder = [...tasks].sort((left, right) => compareText(left.id, right.id));
  const keyOf = ({ id, pair }: SplitTask) =>
    JSON.stringify(pair === undefined ? ['task', id] : ['pair', pair]);
  return [...groupBy(inOrder, keyOf).values()];
}

function firstId([first]: readonly SplitTask[]): string {
  return first?.id ?? '';
}

/** By UTF-16 code units: the same on every machine, which localeCompare is not. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
