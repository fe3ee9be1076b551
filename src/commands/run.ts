import * as z from 'zod';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { renderers } from '../report/index.js';
import { toView } from '../report/view.js';
import type { RunResult } from '../results/run-result.js';
import { loadSettings, type LoadedSettings } from '../run/load-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import { readResumedRun } from '../run/resumed-run.js';
import type { OnRunEvent } from '../run/run-event.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import type { Settings } from '../run/settings.js';
import { dryRun, runBench, type BenchOutcome } from '../wiring.js';
import type { CommandAction } from './command.js';
import { renderDryRun } from './dry-run-text.js';
import { eventLine } from './event-line.js';
import { listenForInterrupt, type Interrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { renderSettings } from './print-config.js';
import { openProgress } from './progress.js';
import { isOn, readOptions } from './read-options.js';

/** `run`: the whole measurement, from settings to report. */
export const run: CommandAction = async (call) => {
  const { io, options } = call;
  const { config, printConfig } = readOptions(call, { config: z.string().optional(), printConfig: isOn });
  const origins = { given: flagLayer(options), env: io.env, cwd: io.cwd, configPath: config };
  const loaded = await loadSettings(origins, (reference, output) =>
    readResumedRun(reference, pathFrom(io, output)),
  );
  const { settings, warnings } = loaded;
  if (!settings.quiet) for (const warning of warnings) io.stderr.write(`warning: ${inert(warning)}\n`);
  if (printConfig) {
    io.stdout.write(
      settings.json ? `${JSON.stringify(recordedSettings(loaded), null, 2)}\n` : renderSettings(loaded, io),
    );
    return 'ok';
  }
  if (settings.dryRun) return showDryRun(located(settings, io), io);
  return measure({ ...loaded, settings: located(settings, io) }, io);
};

/** Paths of the settings, from the folder the program was called in. */
function located(settings: Settings, io: Io): Settings {
  const at = (path: string | undefined) => (path === undefined ? undefined : pathFrom(io, path));
  const { output, nonceFile, meter, sign, suite, judgeCache, judgeCa } = settings;
  return {
    ...settings,
    output: pathFrom(io, output),
    nonceFile: at(nonceFile),
    meter: at(meter),
    sign: at(sign),
    judgeCache: judgeCache === 'off' ? judgeCache : at(judgeCache),
    judgeCa: at(judgeCa),
    suite: suite.startsWith('.') ? pathFrom(io, suite) : suite,
  };
}

async function showDryRun(settings: Settings, io: Io): Promise<ExitReason> {
  const plan = await dryRun({ settings, env: io.env });
  io.stdout.write(settings.json ? `${JSON.stringify(plan, null, 2)}\n` : renderDryRun(plan, settings, io));
  return 'ok';
}

async function measure(loaded: LoadedSettings, io: Io): Promise<ExitReason> {
  const { settings } = loaded;
  const secrets = readSecrets(settings, io.env);
  using interrupt = listenForInterrupt(io, () => {
    io.stderr.write('stopping: what is finished is kept; once more ends at once\n');
  });
  try {
    const { result, folder, exitReason } = await withProgress({ settings, io, interrupt }, (onEvent) =>
      runBench({
        settings,
        recorded: recordedSettings(loaded),
        secrets,
        env: io.env,
        signal: interrupt.signal,
        onEvent,
      }),
    );
    const isInterrupted = exitReason === 'interrupted';
    showResult(result, { settings, folder, io, isInterrupted });
    return isInterrupted ? (interrupt.exitReason() ?? exitReason) : exitReason;
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
}

interface Watched {
  readonly settings: Settings;
  readonly io: Io;
  readonly interrupt: Interrupt;
}

async function withProgress(
  { settings: { quiet, jsonEvents }, io, interrupt }: Watched,
  perform: (onEvent: OnRunEvent) => Promise<BenchOutcome>,
): Promise<BenchOutcome> {
  using progress = await openProgress({ io, clock: realClock, quiet });
  interrupt.beforeExit(() => progress[Symbol.dispose]());
  return await perform((event) => {
    progress.onEvent(event);
    if (jsonEvents) io.stdout.write(eventLine(event));
  });
}

interface Shown {
  readonly settings: Settings;
  readonly folder: string;
  readonly io: Io;
  readonly isInterrupted: boolean;
}

/** On stdout what was asked for: JSON, nothing, or the report. Half a run is no report. */
function showResult(result: RunResult, { settings, folder, io, isInterrupted }: Shown): void {
  const { json, jsonEvents, quiet } = settings;
  const view = toView(result);
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  if (json) io.stdout.write(renderers.json(view));
  if (quiet || jsonEvents) return;
  if (!json && !isInterrupted) io.stdout.write(renderers.table(view, page));
  io.stderr.write(`results: ${folder}\n`);
}
