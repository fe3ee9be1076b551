import { groupBy } from '../lib/group-by.js';
import { passAllK, passAtK, type PassCount } from '../stats/pass-at-k.js';
import { sampleVariance, varianceComponents } from '../stats/variance-components.js';
import type { PassCurvePoint, Repeats } from './repeats-schema.js';
import type { AttemptRow } from './attempt-row-schema.js';
import type { TaskRow } from './run-result.js';

export interface RepeatedRun {
  readonly tasks: readonly TaskRow[];
  readonly attempts: readonly AttemptRow[];
  /** In the order to show them. */
  readonly categories: readonly { readonly name: string }[];
  /** Which variant each attempt sent. */
  readonly variantOf: ReadonlyMap<string, number>;
}

/** What repeating tasks showed, from counted attempts alone; undefined where no task has two. */
export function repeatsOf({ tasks, attempts, categories, variantOf }: RepeatedRun): Repeats | undefined {
  const byTask = groupBy(attempts, ({ taskId }) => taskId);
  const repeated = tasks.map((task): RepeatedTask => {
    const counted = (byTask.get(task.id) ?? []).filter(({ countedQuality }) => countedQuality !== null);
    return {
      taskId: task.id,
      category: task.category,
      n: counted.length,
      passed: task.passed,
      qualities: counted.flatMap(({ countedQuality }) => countedQuality ?? []),
      variants: new Set(counted.map(({ attemptId }) => variantOf.get(attemptId))).size,
    };
  });
  if (repeated.every(({ n }) => n < 2)) return undefined;
  const byCategory = groupBy(repeated, ({ category }) => category);
  return {
    passCurve: passCurve(repeated),
    categories: categories.map(({ name }) => ({ name, passCurve: passCurve(byCategory.get(name) ?? []) })),
    flakes: flakesOf(repeated),
    tasks: repeated.flatMap(({ taskId, qualities }) => {
      const variance = sampleVariance(qualities);
      return variance === undefined ? [] : [{ taskId, variance }];
    }),
    variance: varianceOf(repeated),
  };
}

interface RepeatedTask extends PassCount {
  readonly taskId: string;
  readonly category: string;
  readonly qualities: readonly number[];
  readonly variants: number;
}

function passCurve(tasks: readonly PassCount[]): PassCurvePoint[] {
  const most = tasks.reduce((left, { n }) => Math.max(left, n), 0);
  return stepsTo(most).map((k) => {
    const able = tasks.filter(({ n }) => n >= k);
    return {
      k,
      tasks: able.length,
      passAt: mean(able.map((task) => passAtK(task, k))),
      passAll: mean(able.map((task) => passAllK(task, k))),
    };
  });
}

/** Every k to 10, then three a decade: a curve of a thousand repeats needs no thousand points. */
function stepsTo(most: number): readonly number[] {
  const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 200, 500, 1_000].filter((k) => k < most);
  return most === 0 ? [] : [...steps, most];
}

function flakesOf(tasks: readonly RepeatedTask[]): Repeats['flakes'] {
  const undecided = ({ n, passed }: PassCount) => Math.abs(passed / n - 0.5);
  return tasks
    .filter(({ n, passed }) => passed > 0 && passed < n)
    .sort((left, right) => undecided(left) - undecided(right) || right.n - left.n)
    .map(({ taskId, category, passed, n, variants }) => ({ taskId, category, passed, counted: n, variants }));
}

function varianceOf(tasks: readonly RepeatedTask[]): Repeats['variance'] {
  const parts = varianceComponents(tasks.map(({ qualities }) => qualities));
  if (parts === undefined) return null;
  const { between, within } = parts;
  return { between, within, shareBetween: between + within === 0 ? null : between / (between + within) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
