import type { RunResult } from '../results/run-result.js';
import { janusComposite } from '../scoring/profile.js';
import { scoreEffects } from '../scoring/score-effects.js';
import type { EffectTest } from '../stats/effect-test.js';
import { fewestRuns, welchTest } from '../stats/welch.js';
import { matchTasks, type MatchedTask } from './match-tasks.js';
import { measuredSides, type MeasuredSides } from './measured-sides.js';
import { comparedMetrics, metricEffect } from './metric-effects.js';
import { isTimeMade } from './thresholds.js';
import { timeoutOf } from './timeout-of.js';

type RunValues = ReadonlyMap<string, number>;

/**
 * What is made of times, by its key, tested over whole runs: pairing by task cannot see that a run was slow as a whole,
 * the spread between runs can. Empty under three runs a side. The composite holds such parts, so it is tested like that too.
 */
export function runLevelTests(sides: MeasuredSides, level: number): ReadonlyMap<string, EffectTest> {
  if (Math.min(sides.base.length, sides.candidate.length) < fewestRuns) return new Map();
  const tasks = tasksOfEveryRun(sides);
  const [base, candidate] = [sides.base, sides.candidate].map((side) =>
    side.map((result) => valuesOf(result, tasks, sides.hasTerms)),
  );
  const keys = ['composite', 'speed', 'streaming', ...comparedMetrics.filter(isTimeMade)];
  return new Map(
    keys.flatMap((key) => {
      const of = (runs: readonly RunValues[] = []) => runs.map((values) => values.get(key) ?? NaN);
      const test = welchTest({ base: of(base), candidate: of(candidate) }, { level });
      return test === undefined ? [] : [[key, test] as const];
    }),
  );
}

/** A mean over other tasks would be another mean. */
function tasksOfEveryRun({ base, candidate, tasks }: MeasuredSides): ReadonlySet<string> {
  const everywhere = new Set(tasks.map(({ task }) => task.id));
  for (const result of [...base, ...candidate]) {
    const own = new Set(matchTasks([result], [result]).compared.map(({ task }) => task.id));
    for (const id of everywhere) if (!own.has(id)) everywhere.delete(id);
  }
  return everywhere;
}

/** Higher = better: scores in points, metrics as -ln of their mean. */
function valuesOf(result: RunResult, ids: ReadonlySet<string>, hasTerms: boolean): RunValues {
  const tasks = matchTasks([result], [result]).compared.filter(({ task }) => ids.has(task.id));
  return new Map([
    ...(hasTerms ? scoreValues(result, tasks) : []),
    ...comparedMetrics.map((key): [string, number] => {
      const { base } = metricEffect(tasks, key, timeoutOf(result));
      return [key, base === null ? NaN : -Math.log(base)];
    }),
  ]);
}

function scoreValues(result: RunResult, tasks: readonly MatchedTask[]): readonly [string, number][] {
  const { scored, categories } = measuredSides([result], [result], tasks);
  const { composite, speed, streaming } = scoreEffects(scored, categories, janusComposite);
  return [
    ['composite', composite.base ?? NaN],
    ['speed', speed.base ?? NaN],
    ['streaming', streaming.base ?? NaN],
  ];
}
