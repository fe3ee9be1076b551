import type { RunResult } from '../results/run-result.js';
import type { ScoreName } from '../scoring/replicate.js';
import { fewestDecisive } from '../stats/sign-flip.js';
import { taskVariances, type TaskVariances } from './task-variances.js';

/** How many tasks a comparison needs to find a drop of so many points; a result of `janus-bench plan`. */
export interface SampleSize {
  readonly schema: 'janus-bench/plan';
  readonly schemaVersion: 1;
  readonly runId: string;
  readonly score: ScoreName;
  /** Of the run: points. */
  readonly value: number;
  /** The drop to find, points. */
  readonly detect: number;
  /** Counted tasks of the run, and independent ones: templates, with what is tied to them. */
  readonly tasks: number;
  readonly clusters: number;
  /** Share of the spread between attempts that lies within tasks; null: one attempt a task cannot tell. */
  readonly withinShare: number | null;
  readonly rows: readonly SampleSizeRow[];
}

export interface SampleSizeRow {
  readonly repeat: number;
  /** Tasks needed where the drop is spread over all of them evenly. */
  readonly ifAllLoseAlike: number;
  /** Tasks needed where some break for good and the others stay as they are; null: the score is not that high. */
  readonly ifSomeBreak: number | null;
  /** The smallest drop that as many tasks as the run has would show, points, under each of the two. */
  readonly seenFrom: { readonly ifAllLoseAlike: number; readonly ifSomeBreak: number | null };
}

/** z(95 %) + z(80 %): p < 0.05 one-sided in 4 of 5 tries. */
const z = 2.487;
const repeats = [1, 3, 5, 10] as const;

/**
 * From the spread in one run of a suite: tasks x repeats for 80 % power. The paired difference of two runs has the variance
 *
 *   noise  = sum over tasks of 2 var(attempts of the task) / repeats, which is all where every task loses alike, plus
 *   change = s (1 - s) x sum over clusters of (what the cluster adds to the score)^2, where a share s = drop / score of
 *            the clusters breaks.
 *
 * Both shrink with the number of tasks of this mix: needed = tasks x (z / drop)^2 x variance, and at least as many as
 * the test takes to find anything. Undefined: not measured.
 */
export function sampleSize(
  result: RunResult,
  { score, detect }: { readonly score: ScoreName; readonly detect: number },
): SampleSize | undefined {
  const spread = taskVariances(result, score);
  if (spread === undefined) return undefined;
  const { tasks, clusters, withinShare } = spread;
  return {
    schema: 'janus-bench/plan',
    schemaVersion: 1,
    runId: result.run.id,
    score,
    value: result.scores[score]?.value ?? spread.value,
    detect,
    tasks,
    clusters,
    withinShare,
    rows: repeats.map((repeat) => rowOf(spread, repeat, detect)),
  };
}

function rowOf(spread: TaskVariances, repeat: number, detect: number): SampleSizeRow {
  const { tasks, clusters, value } = spread;
  const noise = (2 * spread.within) / repeat;
  // Of fewer clusters than this no difference is ever significant, however small the noise.
  const least = Math.ceil((fewestDecisive * tasks) / Math.max(1, clusters));
  const needed = (variance: number) => Math.max(least, Math.ceil(tasks * (z / detect) ** 2 * variance));
  const broken = detect / value;
  return {
    repeat,
    ifAllLoseAlike: needed(noise),
    ifSomeBreak: detect > value ? null : needed(noise + broken * (1 - broken) * spread.squares),
    seenFrom: { ifAllLoseAlike: z * Math.sqrt(noise), ifSomeBreak: seenIfSomeBreak(spread, noise) },
  };
}

/** The drop d that solves d^2 = z^2 (noise + d / S (1 - d / S) squares), S the score. */
function seenIfSomeBreak({ value, squares }: TaskVariances, noise: number): number | null {
  if (value <= 0) return null;
  const spread = z ** 2 * squares;
  const [a, b, c] = [1 + spread / value ** 2, -spread / value, -(z ** 2) * noise];
  const drop = (-b + Math.sqrt(b ** 2 - 4 * a * c)) / (2 * a);
  return drop > value ? null : drop;
}
