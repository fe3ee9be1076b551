import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { GateDecision } from '../compare/gate-decision.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { runFile } from '../results/run-folder.js';
import type { RunResult } from '../results/run-result.js';
import { loadSettings, type LoadedSettings } from '../run/load-settings.js';
import { narrowTasks } from '../run/narrow-tasks.js';
import { openGate } from '../run/open-gate.js';
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
import { pathFrom, type Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { renderSettings } from './print-config.js';
import { openProgress } from './progress.js';
import { isOn, readOptions } from './read-options.js';
import { requireReporters, writeReports } from './reporters.js';
import { runReference } from './run-reference.js';
import { isForPeople, reportersOf, runTexts } from './run-reports.js';
import { tellGate } from './tell-gate.js';

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
  const narrowed = await narrowTasks({ ...loaded, settings: locatedSettings(settings, io) }, io.env);
  if (narrowed.kind === 'none') return nothingToRun(narrowed.why, settings, io);
  if (!settings.quiet) for (const note of narrowed.notes) io.stderr.write(`${note}\n`);
  if (settings.dryRun) return showDryRun(narrowed.loaded.settings, io);
  return measure(narrowed.loaded, io);
};

/** Fine for who asked for the failed tasks alone; but a gate is never green over nothing. */
function nothingToRun(why: string, { baseline, min, quiet }: Settings, io: Io): ExitReason {
  if (baseline !== undefined || min !== undefined) {
    throw new BenchError(
      'bar',
      `${why}: nothing was measured, so there is nothing that could pass the gate`,
      {
        hint: 'Leave out --last-failed and --only-changed where a gate decides.',
      },
    );
  }
  if (!quiet) io.stderr.write(`${why}: nothing to run\n`);
  return 'ok';
}

async function showDryRun(settings: Settings, io: Io): Promise<ExitReason> {
  const plan = await dryRun({ settings, env: io.env });
  io.stdout.write(settings.json ? `${JSON.stringify(plan, null, 2)}\n` : renderDryRun(plan, settings, io));
  return 'ok';
}

async function measure(loaded: LoadedSettings, io: Io): Promise<ExitReason> {
  const { settings } = loaded;
  const secrets = readSecrets(settings, io.env);
  await requireReporters(reportersOf(settings), io);
  const gate = await openGate(settings);
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
    const decision = isInterrupted ? undefined : await gate?.decide({ name: result.run.id, result, folder });
    const told = await showResult(result, { settings, folder, io, isInterrupted, decision });
    if (isInterrupted) return interrupt.exitReason() ?? exitReason;
    const reasons = [exitReason, decision?.exitReason ?? 'ok', told];
    return reasons.find((reason) => reason !== 'ok') ?? 'ok';
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
  readonly decision: GateDecision | undefined;
}

/** In every form that was asked for. Half a run is no report for people. */
async function showResult(
  result: RunResult,
  { settings, folder, io, isInterrupted, decision }: Shown,
): Promise<ExitReason> {
  const reporters = reportersOf(settings).filter((reporter) => !(isInterrupted && isForPeople(reporter)));
  const texts = runTexts({
    result,
    journal: runFile(folder, 'journal'),
    reference: runReference({ runId: result.run.id, folder }, io),
    decision,
  });
  const told = await writeReports({ reporters, texts, io });
  if (decision !== undefined) tellGate(decision, { io, ...settings });
  if (!settings.quiet && !settings.jsonEvents) io.stderr.write(`results: ${folder}\n`);
  return told;
}
