import { BenchError } from '../errors/bench-error.js';
import { groupBy } from '../lib/group-by.js';
import { quoted } from './problem.js';
import type { Suite, Task } from './task.js';
import { adviceOn } from './zod-problems.js';

/** What of a suite is to run. Filters narrow each other; what is left out filters nothing. */
export interface Selection {
  /** A regular expression (plain words are one), looked for in ids and in what is sent, case ignored. */
  readonly grep?: string | undefined;
  readonly categories?: readonly string[] | undefined;
  /** Task ids. */
  readonly only?: readonly string[] | undefined;
  /** Most tasks to keep: the categories take turns, each in file order. A pair counts two and is never split. */
  readonly limit?: number | undefined;
}

export interface SelectedTasks {
  /** In the suite's order, at least one. */
  readonly tasks: readonly Task[];
  /** Declared categories that the filters left nothing of: their dimension is not measured. */
  readonly leftOut: readonly string[];
}

/**
 * The tasks to run. The other twin of a pair comes along whenever one is chosen. Throws BenchError('usage') on a name the
 * suite does not know, on a pattern that is none, and where nothing is left.
 */
export function selectTasks(suite: Suite, selection: Selection): SelectedTasks {
  checkNames(suite, selection);
  const matches = matcher(selection);
  const chosen = suite.tasks.filter(matches);
  const pairs = new Set(chosen.map(({ pair }) => pair).filter((pair) => pair !== undefined));
  const whole = suite.tasks.filter(
    (task) => chosen.includes(task) || (task.pair !== undefined && pairs.has(task.pair)),
  );
  const tasks = limited(whole, selection.limit);
  if (tasks.length === 0)
    throw new BenchError('usage', `no task of ${quoted(suite.card.name)} is selected`, {
      hint: 'Loosen --grep, --category, --only or --limit; `janus-bench suites` lists what there is.',
    });
  const kept = new Set(tasks.map(({ category }) => category));
  return { tasks, leftOut: Object.keys(suite.card.categories).filter((category) => !kept.has(category)) };
}

function matcher({ grep, categories, only }: Selection): (task: Task) => boolean {
  const pattern = grep === undefined ? undefined : compile(grep);
  return (task) =>
    (categories === undefined || categories.includes(task.category)) &&
    (only === undefined || only.includes(task.id)) &&
    (pattern === undefined || [task.id, task.system ?? '', ...task.turns].some((text) => pattern.test(text)));
}

function compile(grep: string): RegExp {
  try {
    return new RegExp(grep, 'i');
  } catch (cause) {
    throw new BenchError('usage', `--grep ${quoted(grep)} is no regular expression`, {
      hint: 'Put a backslash before ( ) [ ] { } + * ? . | ^ $ and \\ to look for them as they are.',
      cause,
    });
  }
}

function checkNames({ card, tasks }: Suite, { categories = [], only = [], limit }: Selection): void {
  const suite = quoted(card.name);
  const known = Object.keys(card.categories);
  const ids = tasks.map(({ id }) => id);
  const unknown = [
    ...categories
      .filter((name) => !known.includes(name))
      .map((name) => [`there is no category ${quoted(name)} in ${suite}`, adviceOn(name, known)]),
    ...only
      .filter((id) => !ids.includes(id))
      .map((id) => [`there is no task ${quoted(id)} in ${suite}`, adviceOn(id, ids)]),
  ];
  if (unknown.length > 0)
    throw new BenchError('usage', unknown.map(([what]) => what).join('; '), {
      hint: unknown.map(([, advice]) => sentence(advice ?? '')).join(' '),
    });
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1))
    throw new BenchError('usage', `a limit of ${limit} tasks makes no sense`, {
      hint: 'Use a whole number from 1.',
    });
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${text.endsWith('?') ? '' : '.'}`;
}

/** Categories take turns; what no longer fits is passed over. A pair alone may exceed the limit, for half of it measures nothing. */
function limited(tasks: readonly Task[], limit: number | undefined): readonly Task[] {
  if (limit === undefined || tasks.length <= limit) return tasks;
  const queues = [...groupBy(units(tasks), ([first]) => first?.category).values()];
  const turns = Math.max(...queues.map(({ length }) => length));
  const inTurn = Array.from({ length: turns }, (_, turn) =>
    queues.flatMap((queue) => queue.slice(turn, turn + 1)),
  ).flat();
  const kept = new Set<Task>();
  for (const unit of inTurn)
    if (kept.size === 0 || kept.size + unit.length <= limit) for (const task of unit) kept.add(task);
  return tasks.filter((task) => kept.has(task));
}

/** Single tasks and whole pairs. */
function units(tasks: readonly Task[]): readonly (readonly Task[])[] {
  return [...groupBy(tasks, ({ id, pair }) => (pair === undefined ? `task ${id}` : `pair ${pair}`)).values()];
}
