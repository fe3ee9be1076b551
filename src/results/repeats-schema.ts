import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';

/** Means over tasks that have at least `k` counted attempts; a pass is a counted quality of 1. */
const passCurvePoint = z.object({
  k: z.int(),
  /** Tasks with `k` counted attempts or more. */
  tasks: z.int(),
  /** Share, 0-1: at least one of k attempts passes (unbiased: 1 - C(n-c, k) / C(n, k)). */
  passAt: z.number(),
  /** Share, 0-1: all of k attempts pass (unbiased: C(c, k) / C(n, k)). */
  passAll: z.number(),
});

/** What repeating the tasks of a run showed. */
export const repeatsSchema = z.object({
  /** k = 1 to 10, then 20, 50, 100 …, and the most attempts that a task has. */
  passCurve: z.array(passCurvePoint),
  categories: z.array(z.object({ name: z.string(), passCurve: z.array(passCurvePoint) })),
  /** Tasks with a pass and a miss, the least decided (nearest to a half) first. */
  flakes: z.array(
    z.object({
      taskId: z.string(),
      category: z.string(),
      passed: z.int(),
      counted: z.int(),
      /** Different variants among its counted attempts: over 1, the input changed too. */
      variants: z.int(),
    }),
  ),
  /** Of the counted quality, 0-1, over its attempts (n - 1); tasks with two or more. */
  tasks: z.array(z.object({ taskId: z.string(), variance: z.number() })),
  /** One-way analysis of variance of the counted quality; null: too few tasks or attempts. */
  variance: z
    .object({
      /** Of the tasks' true means. */
      between: z.number(),
      /** Of a task's attempts. */
      within: z.number(),
      /** between / (between + within); null: there is no variance at all. */
      shareBetween: z.number().nullable(),
    })
    .nullable(),
});
export type Repeats = DeepReadonly<z.output<typeof repeatsSchema>>;
export type PassCurvePoint = Repeats['passCurve'][number];
