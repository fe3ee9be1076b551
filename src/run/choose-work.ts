import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import { selectTasks, type Selection } from '../suite/select.js';
import { parseShard, shardTasks, type ShardNumber } from '../suite/shard.js';
import type { Suite, Task } from '../suite/task.js';
import { planLoad, type PlannedLoad } from './load-shape.js';
import { planAttempts, type PlannedAttempt } from './plan.js';
import { readSeeds, type Seeds } from './seeds.js';
import type { Settings } from './settings.js';

/** What is to be done, before anybody is asked anything. */
export interface Work {
  readonly suite: Suite;
  /** The selected tasks that the plan reaches, in the suite's order; of a shard its own. */
  readonly tasks: readonly Task[];
  readonly seeds: Seeds;
  readonly plan: readonly PlannedAttempt[];
  /** Attempts a task, at the most. */
  readonly repeat: number;
  /** Undefined: a closed loop. */
  readonly load: PlannedLoad | undefined;
  /** Undefined: the whole run. */
  readonly shard: PlannedShard | undefined;
}

/** One part of a run, and the whole that it is a part of. */
export interface PlannedShard extends ShardNumber {
  readonly allTasks: readonly Task[];
  /** Ids of all attempts, in the order in which one machine would issue them. */
  readonly order: readonly string[];
}

/** Throws BenchError('usage') on a suite, a filter or a nonce that will not do. */
export async function chooseWork(settings: Settings, env: NodeJS.ProcessEnv): Promise<Work> {
  const suite = await loadSuite(settings.suite, { searchPath: suiteSearchPath(env) });
  const { tasks } = selectTasks(suite, selectionOf(settings));
  const seeds = await readSeeds({ seed: settings.seed, nonceFile: settings.nonceFile });
  const load = planLoad(settings, { planned: tasks.length * settings.repeat, seed: seeds.drawing });
  const attempts = load?.arrivalsMs.length ?? settings.requests ?? tasks.length * settings.repeat;
  const repeat = Math.ceil(attempts / tasks.length);
  const plan = planAttempts({ tasks, repeat, seed: seeds.drawing, attempts });
  const reached = new Set(plan.map(({ task }) => task.id));
  const planned = tasks.filter(({ id }) => reached.has(id));
  const number = settings.shard === undefined ? undefined : parseShard(settings.shard);
  return { suite, seeds, repeat, load, ...partOf({ tasks: planned, plan, number }) };
}

/** A shard issues its attempts in the order that the whole run has: merged, they are that run's. */
function partOf({
  tasks,
  plan,
  number,
}: Pick<Work, 'tasks' | 'plan'> & { readonly number: ShardNumber | undefined }): Pick<
  Work,
  'tasks' | 'plan' | 'shard'
> {
  if (number === undefined) return { tasks, plan, shard: undefined };
  const own = shardTasks(tasks, number);
  const ids = new Set(own.map(({ id }) => id));
  return {
    tasks: own,
    plan: plan.filter(({ task }) => ids.has(task.id)),
    shard: { ...number, allTasks: tasks, order: plan.map(({ attemptId }) => attemptId) },
  };
}

/** What the settings leave of a suite. */
export function selectionOf({ grep, limit, category, only }: Settings): Selection {
  return { grep, limit, categories: listOrNone(category), only: listOrNone(only) };
}

function listOrNone(names: readonly string[]): readonly string[] | undefined {
  return names.length === 0 ? undefined : names;
}
