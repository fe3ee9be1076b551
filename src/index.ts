import { loadSettings } from './run/load-settings.js';
import { recordedSettings } from './run/recorded-settings.js';
import { readResumedRun } from './run/resumed-run.js';
import type { OnRunEvent } from './run/run-event.js';
import { readSecrets } from './run/secrets.js';
import { optionLayer } from './run/setting-layers.js';
import type { SettingsInput } from './run/settings.js';
import { runBench, type BenchOutcome } from './wiring.js';

export { BenchError } from './errors/bench-error.js';
export { exitCodes, type ExitReason } from './errors/exit-codes.js';
export { startJudge, type EmbeddedJudgeOptions, type RunningJudge } from './mock/judge.js';
export { startMiner, type MinerOptions, type RunningMiner } from './mock/miner.js';
export { renderers } from './report/index.js';
export { toView, type View } from './report/view.js';
export type { AttemptRecord } from './results/attempt-record.js';
export { readRun, type ReadRun } from './results/read-run.js';
export type { RunResult } from './results/run-result.js';
export type { OnRunEvent, RunEvent } from './run/run-event.js';
export { composite } from './scoring/composite.js';
export { loadSuite } from './suite/load-suite.js';
export type { Suite, Task } from './suite/task.js';
export type { BenchOutcome, SettingsInput };

/** Options of `run`: the settings of `janus-bench.yaml` (`{ target, suite, timeout: '5m' }`), and how to follow or stop it. */
export interface RunOptions extends SettingsInput {
  /** Aborting it ends the run as Ctrl-C does: the journal is whole, and the run can be resumed. */
  readonly signal?: AbortSignal;
  readonly onEvent?: OnRunEvent;
  /** Variables that settings and keys are read from; those of the process if left out. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a suite against a target, as `janus-bench run` does: options > `JANUS_BENCH_*` > `janus-bench.yaml` in the working
 * folder > defaults. Resolves with the result and its folder. Rejects with BenchError where the command would end with
 * an error and no result; its `reason` is the exit code's name.
 */
export async function run(options: RunOptions): Promise<BenchOutcome> {
  const { signal, onEvent, env = process.env, ...given } = options;
  const loaded = await loadSettings({ given: optionLayer(given), env, cwd: process.cwd() }, readResumedRun);
  return runBench({
    settings: loaded.settings,
    recorded: recordedSettings(loaded),
    secrets: readSecrets(loaded.settings, env),
    env,
    signal: signal ?? new AbortController().signal,
    onEvent: onEvent ?? (() => undefined),
  });
}
