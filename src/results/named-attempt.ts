import { BenchError } from '../errors/bench-error.js';
import { closest } from '../lib/closest.js';
import { inert } from '../lib/inert.js';
import { howToFinish } from './how-to-finish.js';
import type { RunHeader } from './run-header.js';

/** The planned attempt that a person means: its id, or its task's id in a run of one repeat. */
export function namedAttempt({ order, repeat }: RunHeader, name: string): string | undefined {
  if (order.includes(name)) return name;
  const only = `${name}#0`;
  return repeat === 1 && order.includes(only) ? only : undefined;
}

/** Why the journal holds no attempt of this name, and what to say instead. */
export function attemptNotThere(header: RunHeader, name: string): BenchError {
  const { order, repeat, tasks, runId } = header;
  const [shown, run] = [inert(name, 80), inert(runId, 80)];
  const planned = namedAttempt(header, name);
  if (planned !== undefined) {
    return new BenchError(
      'usage',
      `the attempt ${inert(planned, 80)} was planned, but the run did not get to it`,
      {
        hint: howToFinish(header, run),
      },
    );
  }
  if (tasks.some(({ id }) => id === name)) {
    return new BenchError('usage', `the task ${shown} has ${repeat} attempts in run ${run}`, {
      hint: `Say which, from ${shown}#0 to ${shown}#${repeat - 1}.`,
    });
  }
  const meant = closest(name, name.includes('#') ? order : tasks.map(({ id }) => id));
  const example = inert(order[0] ?? 'chat-1#0', 80);
  return new BenchError('usage', `there is no attempt ${shown} in run ${run}`, {
    hint:
      meant === undefined
        ? `Attempts are named <task id>#<repeat>, such as ${example}.`
        : `Did you mean ${inert(meant, 80)}?`,
  });
}
