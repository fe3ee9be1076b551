import { relative } from 'node:path';
import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert, inertBlock } from '../lib/inert.js';
import { watchFiles } from '../lib/watch-files.js';
import { counted } from '../report/words.js';
import { loadSettings } from '../run/load-settings.js';
import { readResumedRun } from '../run/resumed-run.js';
import { flagLayer } from '../run/setting-layers.js';
import { changeBetween, watchedState, type Change, type Watched } from '../run/watched-changes.js';
import { findSuite, suiteSearchPath } from '../suite/find-suite.js';
import type { CommandAction, CommandCall } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { pathFrom } from './io.js';
import { locatedSettings } from './located-settings.js';
import { readOptions } from './read-options.js';
import { run } from './run.js';

/** `watch`: runs, then runs again what changed: tasks of the suite, or all of them when a signal file was written. */
export const watch: CommandAction = async (call) => {
  const { io } = call;
  const { watched, folder } = await whatToWatch(call);
  using interrupt = listenForInterrupt(io, () => undefined);
  using files = watchFiles({ folders: [folder], files: watched.files });
  let state = await watchedState(watched);
  let ending = await runOnce(call, undefined);
  for (;;) {
    if (ending === 'interrupted' || ending === 'terminated') return ending;
    const more = watched.files.length === 0 ? '' : ` and ${counted(watched.files.length, 'signal file')}`;
    if (!interrupt.signal.aborted) io.stderr.write(`watching ${folder}${more}; Ctrl-C ends\n`);
    if (!(await files.changed(interrupt.signal))) return 'ok';
    const now = await watchedState(watched);
    const change = changeBetween(state, now);
    if (now.problem !== undefined) tell(now.problem, call);
    // A suite that is broken for a moment is compared with what it last was.
    state = { ...now, tasks: now.tasks ?? state.tasks };
    if (change.tasks.length + change.gone.length + change.files.length === 0) {
      if (now.problem === undefined) io.stderr.write('nothing to run: no task changed\n');
      continue;
    }
    io.stderr.write(`changed: ${changeText(change, call)}\n`);
    if (change.files.length > 0 && state.tasks !== undefined) ending = await runOnce(call, undefined);
    else if (change.tasks.length > 0) ending = await runOnce(call, change.tasks);
  }
};

async function whatToWatch(call: CommandCall): Promise<{ watched: Watched; folder: string }> {
  const { io, options } = call;
  const { config, signal } = readOptions(call, {
    config: z.string().optional(),
    signal: z.array(z.string().min(1, 'must name a file')).default([]),
  });
  const origins = { given: flagLayer(options), env: io.env, cwd: io.cwd, configPath: config };
  const loaded = await loadSettings(origins, (reference, output) =>
    readResumedRun(reference, pathFrom(io, output)),
  );
  const { suite } = locatedSettings(loaded.settings, io);
  const searchPath = suiteSearchPath(io.env);
  const { folder } = await findSuite(suite, searchPath);
  return { watched: { suite, searchPath, files: signal.map((path) => pathFrom(io, path)) }, folder };
}

/** A run of these tasks, as `run` makes it. What is wrong with it is told, and waiting goes on: it may be mended. */
async function runOnce(call: CommandCall, tasks: readonly string[] | undefined): Promise<ExitReason> {
  const { only } = readOptions(call, { only: z.array(z.string()).default([]) });
  const asked = only.flatMap((ids) => ids.split(','));
  const chosen = tasks?.filter((id) => asked.length === 0 || asked.includes(id));
  if (chosen?.length === 0) return 'ok';
  try {
    const options = chosen === undefined ? call.options : { ...call.options, only: chosen };
    return await run({ ...call, operands: [], options });
  } catch (problem) {
    if (!(problem instanceof BenchError)) throw problem;
    tell(problem, call);
    return problem.reason;
  }
}

function tell({ message, hint }: BenchError, { io }: CommandCall): void {
  const { lines } = inertBlock(message, { maxChars: 10_000, maxLines: 50 });
  io.stderr.write(`error: ${lines.join('\n')}\n`);
  if (hint !== undefined) io.stderr.write(`hint: ${hint}\n`);
}

const named = 5;

/** `tasks chat-1, chat-2; removed chat-3; ready.txt`. */
function changeText({ tasks, gone, files }: Change, { io }: CommandCall): string {
  const list = (items: readonly string[]) => {
    const more = items.length > named ? ` and ${items.length - named} more` : '';
    return `${items
      .slice(0, named)
      .map((item) => inert(item, 80))
      .join(', ')}${more}`;
  };
  return [
    ...(tasks.length === 0 ? [] : [`${tasks.length === 1 ? 'task' : 'tasks'} ${list(tasks)}`]),
    ...(gone.length === 0 ? [] : [`removed ${list(gone)}`]),
    ...(files.length === 0 ? [] : [list(files.map((path) => relative(io.cwd, path)))]),
  ].join('; ');
}
