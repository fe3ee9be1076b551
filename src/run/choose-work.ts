import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import { selectTasks } from '../suite/select.js';
import type { Suite, Task } from '../suite/task.js';
import { planLoad, type PlannedLoad } from './load-shape.js';
import { planAttempts, type PlannedAttempt } from './plan.js';
import { readSeeds, type Seeds } from './seeds.js';
import type { Settings } from './settings.js';

/** What is to be done, before anybody is asked anything. */
export interface Work {
  readonly suite: Suite;
  /** The selected tasks that the plan reaches, in the suite's order. */
  readonly tasks: readonly Task[];
  readonly seeds: Seeds;
  readonly plan: readonly PlannedAttempt[];
  /** Attempts a task, at the most. */
  readonly repeat: number;
  /** Undefined: a closed loop. */
  readonly load: PlannedLoad | undefined;
}

/** Throws BenchError('usage') on a suite, a filter or a nonce that will not do. */
export async function chooseWork(settings: Settings, env: NodeJS.ProcessEnv): Promise<Work> {
  const suite = await loadSuite(settings.suite, { searchPath: suiteSearchPath(env) });
  const { tasks } = selectTasks(suite, {
    grep: settings.grep,
    limit: settings.limit,
    categories: listOrNone(settings.category),
    only: listOrNone(settings.only),
  });
  const seeds = await readSeeds({ seed: settings.seed, nonceFile: settings.nonceFile });
  const load = planLoad(settings, { planned: tasks.length * settings.repeat, seed: seeds.drawing });
  const attempts = load?.arrivalsMs.length ?? settings.requests ?? tasks.length * settings.repeat;
  const repeat = Math.ceil(attempts / tasks.length);
  const plan = planAttempts({ tasks, repeat, seed: seeds.drawing, attempts });
  const reached = new Set(plan.map(({ task }) => task.id));
  return { suite, tasks: tasks.filter(({ id }) => reached.has(id)), seeds, plan, repeat, load };
}

function listOrNone(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names;
}
