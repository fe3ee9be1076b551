import * as z from 'zod';
import { realClock } from '../lib/real-clock.js';
import { renderers } from '../report/index.js';
import { renderRescored } from '../report/rescored.js';
import { toView } from '../report/view.js';
import { rescoreRun, type RescoreOutcome } from '../run/rescore-run.js';
import { rescoreSettings } from '../run/rescore-settings.js';
import { readRescoreSource } from '../run/rescore-source.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import type { Settings } from '../run/settings.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { openProgress } from './progress.js';
import { readOptions, word } from './read-options.js';

/** `rescore`: a finished run graded and scored again from its journal, and what that changed. */
export const rescore: CommandAction = async (call) => {
  const { io, operands, options } = call;
  const { judge, config, output } = readOptions(call, {
    judge: word(['off']).optional(),
    config: z.string().optional(),
    output: z.string().default('janus-results'),
  });
  const source = await readRescoreSource(operands[0], pathFrom(io, output));
  const loaded = await rescoreSettings(source.journal.header, {
    flags: flagLayer(options),
    isJudgeOff: judge === 'off',
    env: io.env,
    cwd: io.cwd,
    configPath: config,
  });
  const settings = locatedSettings(loaded.settings, io);
  using interrupt = listenForInterrupt(io, () => {
    io.stderr.write('stopping: nothing is written\n');
  });
  try {
    using progress = await openProgress({ io, clock: realClock, quiet: settings.quiet });
    interrupt.beforeExit(() => progress[Symbol.dispose]());
    const outcome = await rescoreRun({
      source,
      loaded: { ...loaded, settings },
      secrets: readSecrets(settings, io.env),
      env: io.env,
      signal: interrupt.signal,
      onEvent: progress.onEvent,
    });
    progress[Symbol.dispose]();
    show(outcome, settings, io);
    return outcome.exitReason;
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
};

function show({ result, folder }: RescoreOutcome, { json, quiet }: Settings, io: Io): void {
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  if (json) io.stdout.write(renderers.json(toView(result)));
  else if (!quiet) io.stdout.write(renderRescored(result, page));
  if (!quiet) io.stderr.write(`results: ${folder}\n`);
}
