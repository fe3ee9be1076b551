import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatShard, parseShard, shardTasks, type SplitTask } from '../../src/suite/shard.js';

function task(id: string, changes: Partial<SplitTask> = {}): SplitTask {
  return { id, category: 'chat', template: id, pair: undefined, ...changes };
}

function splitOf(tasks: readonly SplitTask[], count: number): readonly (readonly SplitTask[])[] {
  return Array.from({ length: count }, (_, at) => shardTasks(tasks, { index: at + 1, count }));
}

/** Categories of single tasks, pairs and templates of some variants. */
const anyTasks = fc
  .array(
    fc.record({
      category: fc.constantFrom('chat', 'coding', 'multimodal'),
      template: fc.constantFrom('none', 'harbour', 'invoice'),
      paired: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) =>
    drawn.flatMap(({ category, template, paired }, at): SplitTask[] => {
      const of = template === 'none' ? `own-${at}` : `${category}-${template}`;
      const twins = paired ? ['left', 'right'] : ['only'];
      const pair = paired ? `pair-${at}` : undefined;
      return twins.map((side) => ({ id: `task-${at}-${side}`, category, template: of, pair }));
    }),
  );

const sizes = (shards: readonly (readonly SplitTask[])[]) => shards.map(({ length }) => length);
const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);

test('a shard is written i/n, from 1', () => {
  expect(parseShard('2/4')).toEqual({ index: 2, count: 4 });
  expect(parseShard(' 1 / 1 ')).toEqual({ index: 1, count: 1 });
  expect(['0/4', '5/4', '2', '2/0', 'a/b', '-1/4', '1/1001', '1.5/2'].map(parseShard)).toEqual(
    Array.from({ length: 8 }),
  );
  expect(formatShard({ index: 2, count: 4 })).toBe('2/4');
});

test('every task is in one shard, in the order of the suite, and no pair is split', () => {
  fc.assert(
    fc.property(anyTasks, fc.integer({ min: 1, max: 8 }), (tasks, wanted) => {
      const units = new Set(tasks.map(({ id, pair }) => pair ?? id)).size;
      const count = Math.min(wanted, Math.floor(units / 3) + 1);
      let shards: readonly (readonly SplitTask[])[];
      try {
        shards = splitOf(tasks, count);
      } catch {
        // Templates that stay together may be too few to go round: said so, never half a split.
        return;
      }
      const owners = new Map(shards.flatMap((shard, at) => shard.map(({ id }) => [id, at])));
      expect(owners.size).toBe(tasks.length);
      expect(shards.flat()).toHaveLength(tasks.length);
      for (const shard of shards) expect(shard).toEqual(tasks.filter((each) => shard.includes(each)));
      for (const { id, pair } of tasks) {
        const twin = tasks.find((other) => pair !== undefined && other.pair === pair && other.id !== id);
        if (twin !== undefined) expect(owners.get(twin.id)).toBe(owners.get(id));
      }
    }),
    { numRuns: 200 },
  );
});

test('the order in which tasks are given changes nothing', () => {
  const tasks = Array.from({ length: 30 }, (_, at) => task(`t-${at}`, { category: `c-${at % 3}` }));
  const there = splitOf(tasks, 4).map((shard) => new Set(shard.map(({ id }) => id)));
  const back = splitOf(tasks.toReversed(), 4).map((shard) => new Set(shard.map(({ id }) => id)));

  expect(back).toEqual(there);
});

test('single tasks are dealt out to within one, in every category and as a whole', () => {
  const tasks = ['chat', 'coding', 'tools', 'research', 'streaming'].flatMap((category) =>
    Array.from({ length: 13 }, (_, at) => task(`${category}-${at}`, { category })),
  );
  for (const count of [2, 3, 4, 7]) {
    const shards = splitOf(tasks, count);
    expect(spread(sizes(shards))).toBeLessThanOrEqual(1);
    for (const category of ['chat', 'coding', 'tools', 'research', 'streaming'])
      expect(
        spread(shards.map((shard) => shard.filter((each) => each.category === category).length)),
      ).toBeLessThanOrEqual(1);
  }
});

test('pairs are dealt out to within two', () => {
  const tasks = Array.from({ length: 22 }, (_, at) =>
    task(`t-${at}`, { pair: at < 12 ? `pair-${Math.floor(at / 2)}` : undefined }),
  );

  expect(spread(sizes(splitOf(tasks, 4)))).toBeLessThanOrEqual(2);
});

test('a template stays together while it is a fair part, and is split where it would unbalance', () => {
  const small = Array.from({ length: 12 }, (_, at) =>
    task(`t-${at}`, { template: `of-${Math.floor(at / 3)}` }),
  );
  for (const shard of splitOf(small, 4)) expect(new Set(shard.map(({ template }) => template)).size).toBe(1);

  const large = Array.from({ length: 12 }, (_, at) => task(`t-${at}`, { template: 'of-all' }));
  expect(sizes(splitOf(large, 4))).toEqual([3, 3, 3, 3]);
});

test('more shards than there are tasks to go round are refused, on every machine alike', () => {
  const tasks = [task('a'), task('b'), task('c', { pair: 'p' }), task('d', { pair: 'p' })];
  for (const index of [1, 4])
    expect(() => shardTasks(tasks, { index, count: 4 })).toThrow('4 shards are too many: 4 tasks fill 3');
});
