import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import type { RunResult } from '../results/run-result.js';
import type { Suite } from '../suite/task.js';

/**
 * Ids of the suite's tasks that are not, as they stand now, what the run measured: changed, new, or left out of it. A
 * pair is one question: with one twin the other has changed. Throws BenchError('usage') on a run from before digests were kept.
 */
export function changedTasks(
  { run, tasks: measured }: Pick<RunResult, 'run' | 'tasks'>,
  { tasks, taskDigests }: Suite,
): ReadonlySet<string> {
  const known = new Map(measured.map(({ id, digest }) => [id, digest]));
  if (measured.every(({ digest }) => digest === undefined)) {
    throw new BenchError(
      'usage',
      `run ${inert(run.id, 80)} does not say what its tasks were: janus-bench ${inert(run.version, 20)} kept no digests of tasks`,
      { hint: 'Run the whole suite once with this version, and name that run.' },
    );
  }
  const changed = tasks.filter(({ id }) => {
    const before = known.get(id);
    return before === undefined || before !== taskDigests.get(id);
  });
  const ids = new Set(changed.map(({ id }) => id));
  const pairs = new Set(changed.flatMap(({ pair }) => pair ?? []));
  return new Set(
    tasks.flatMap(({ id, pair }) => (ids.has(id) || (pair !== undefined && pairs.has(pair)) ? [id] : [])),
  );
}
