import { rngFrom, shuffled } from '../lib/rng.js';
import { fillTask } from '../suite/fill-task.js';
import type { FilledTask, Task } from '../suite/task.js';
import { drawNonce, pickVariant } from '../suite/variant.js';

/** One request series still to be made: a task with its values, and which repeat of it this is. */
export interface PlannedAttempt {
  /** `<task id>#<repeat>`, unique in a run. */
  readonly attemptId: string;
  readonly repeat: number;
  readonly task: FilledTask;
}

export interface PlanOptions {
  readonly tasks: readonly Task[];
  readonly repeat: number;
  /** Cuts the last round short: so many attempts in all. */
  readonly attempts?: number | undefined;
  /** Decides order, variants and nonces. In an official run it is secret. */
  readonly seed: string;
}

/**
 * Every attempt, in the order of issue. Repeats follow one another as rounds, each round in an order of its own:
 * what drifts during a run then falls on all tasks alike.
 */
export function planAttempts({ tasks, repeat, seed, attempts }: PlanOptions): readonly PlannedAttempt[] {
  const rounds = Array.from({ length: repeat }, (_, round) =>
    shuffled(tasks, rngFrom(seed, 'order', round)).map((task) => planAttempt(task, { repeat: round, seed })),
  );
  return rounds.flat().slice(0, attempts);
}

function planAttempt(task: Task, { repeat, seed }: { repeat: number; seed: string }): PlannedAttempt {
  const variant = pickVariant({ seed, task, repeat });
  const nonce = drawNonce({ seed, taskId: task.id, repeat });
  return { attemptId: `${task.id}#${repeat}`, repeat, task: fillTask(task, variant, nonce) };
}
