import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { rngFrom } from '../../src/lib/rng.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { sampleRun } from './sample-run.js';

export interface BigResult {
  readonly tasks: number;
  readonly repeat: number;
  readonly runId: string;
  /** Every time is multiplied by it. */
  readonly slower?: number;
}

/**
 * Writes `result.json` of a run far bigger than a test can make, in the layout of `writeResult`: the rows of a small
 * sample run over and over, with ids and times of their own. Gives back its run folder.
 */
export async function writeBigResult(folder: string, big: BigResult): Promise<string> {
  const { runId, repeat, slower = 1 } = big;
  const { tasks, attempts, ...head } = assemble(sampleRun({ tasksPerCategory: 20 }));
  const own = join(folder, runId);
  await mkdir(own, { recursive: true });
  const file = createWriteStream(join(own, 'result.json'));
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain');
  };
  const dice = rngFrom('big', runId);
  await write(`${JSON.stringify(bigHead(head, big), null, 2).slice(0, -2)},\n  "tasks": [\n`);
  for (let index = 0; index < big.tasks; index++) {
    const task = taskOf(tasks, index);
    const row = { ...task, attempts: repeat, counted: repeat, passed: repeat };
    await write(`    ${JSON.stringify(row)}${index + 1 < big.tasks ? ',' : ''}\n`);
  }
  await write('  ],\n  "attempts": [\n');
  for (let index = 0; index < big.tasks * repeat; index++) {
    const row = attempts[(index * 7 + dice.int(3)) % attempts.length]!;
    const task = taskOf(tasks, Math.floor(index / repeat));
    const jitter = slower * (0.9 + 0.2 * dice.next());
    const ms = (value: number | null) => (value === null ? null : Math.round(value * jitter * 1e3) / 1e3);
    const attempt = {
      ...row,
      attemptId: `${task.id}#${index % repeat}`,
      taskId: task.id,
      repeat: index % repeat,
      ttftMs: ms(row.ttftMs),
      ttfaMs: ms(row.ttfaMs),
      latencyMs: ms(row.latencyMs),
      lifecycleMs: ms(row.lifecycleMs),
    };
    await write(`    ${JSON.stringify(attempt)}${index + 1 < big.tasks * repeat ? ',' : ''}\n`);
  }
  await write('  ]\n}\n');
  file.end();
  await once(file, 'finish');
  return own;
}

type Task = RunResult['tasks'][number];

/** The sample's tasks in turn, each copy a task and a template of its own; pairs stay pairs. */
function taskOf(tasks: readonly Task[], index: number): Task {
  const row = tasks[index % tasks.length]!;
  const copy = Math.floor(index / tasks.length);
  const { id, template, pair } = row;
  return {
    ...row,
    id: `${id}-${copy}`,
    template: `${template}-${copy}`,
    pair: pair === null ? null : `${pair}-${copy}`,
  };
}

function bigHead(head: Omit<RunResult, 'tasks' | 'attempts'>, { tasks, repeat, runId }: BigResult) {
  return {
    ...head,
    run: { ...head.run, id: runId, repeat, plannedAttempts: tasks * repeat },
    suite: { ...head.suite, tasks, selectedTasks: tasks },
  };
}
