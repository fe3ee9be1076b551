import type { GateDecision } from './compare/gate-decision.js';
import { BenchError } from './errors/bench-error.js';
import { loadSettings } from './run/load-settings.js';
import { openGate } from './run/open-gate.js';
import { narrowTasks } from './run/narrow-tasks.js';
import { recordedSettings } from './run/recorded-settings.js';
import { rescoreRun, type RescoreOutcome } from './run/rescore-run.js';
import { rescoreSettings } from './run/rescore-settings.js';
import { readRescoreSource } from './run/rescore-source.js';
import { readResumedRun } from './run/resumed-run.js';
import type { OnRunEvent } from './run/run-event.js';
import { readSecrets } from './run/secrets.js';
import { optionLayer } from './run/setting-layers.js';
import type { SettingsInput } from './run/settings.js';
import { runBench, type BenchOutcome } from './wiring.js';

export { compareRuns, type CompareOptions, type NamedRun } from './compare/compare-runs.js';
export type { Comparison, Finding, Verdict } from './compare/comparison.js';
export type { GateDecision } from './compare/gate-decision.js';
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
export { ab, type AbOptions, type AbResult, type AbSideOptions } from './wiring/ab.js';
export type { BenchOutcome, RescoreOutcome, SettingsInput };

/** Options of `run`: the settings of `janus-bench.yaml` (`{ target, suite, timeout: '5m' }`), and how to follow or stop it. */
export interface RunOptions extends SettingsInput {
  /** Aborting it ends the run as Ctrl-C does: the journal is whole, and the run can be resumed. */
  readonly signal?: AbortSignal;
  readonly onEvent?: OnRunEvent;
  /** Variables that settings and keys are read from; those of the process if left out. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunOutcome extends BenchOutcome {
  /** What `baseline`, `min` or `check` came to; undefined: none was given, or the run was interrupted. */
  readonly gate: GateDecision | undefined;
}

/**
 * Runs a suite against a target, as `janus-bench run` does: options > `JANUS_BENCH_*` > `janus-bench.yaml` in the working
 * folder > defaults. Resolves with the result and its folder. Rejects with BenchError where the command would end with
 * an error and no result; its `reason` is the exit code's name.
 */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const { signal, onEvent, env = process.env, ...given } = options;
  const all = await loadSettings({ given: optionLayer(given), env, cwd: process.cwd() }, readResumedRun);
  const narrowed = await narrowTasks(all, env);
  if (narrowed.kind === 'none') throw new BenchError('usage', `${narrowed.why}: nothing to run`);
  const { loaded } = narrowed;
  const gate = await openGate(loaded.settings);
  const outcome = await runBench({
    settings: loaded.settings,
    recorded: recordedSettings(loaded),
    secrets: readSecrets(loaded.settings, env),
    env,
    signal: signal ?? new AbortController().signal,
    onEvent: onEvent ?? (() => undefined),
  });
  if (gate === undefined || outcome.exitReason === 'interrupted') return { ...outcome, gate: undefined };
  const { result, folder, exitReason } = outcome;
  const decision = await gate.decide({ name: result.run.id, result, folder });
  return { ...outcome, gate: decision, exitReason: exitReason === 'ok' ? decision.exitReason : exitReason };
}

/** Options of `rescore`: which run, what of the suite and the judge is to be another, and how to follow or stop it. */
export interface RescoreOptions extends Pick<
  SettingsInput,
  | 'suite'
  | 'customGraders'
  | 'output'
  | 'judgeUrl'
  | 'judgeModel'
  | 'judgeApiKeyEnv'
  | 'judgeConcurrency'
  | 'judgeRate'
  | 'judgeTimeout'
  | 'judgeTemperature'
  | 'judgeMaxTokens'
  | 'judgePrice'
  | 'judgeBudgetUsd'
  | 'judgeCache'
  | 'judgeCa'
  | 'judgeUnfit'
> {
  /** A run folder, a journal, or an id below `output`; the newest run there if left out. */
  readonly run?: string;
  /** `off`: without a judge, so that judged criteria are n/a. */
  readonly judge?: 'off';
  /** Aborting it stops the grading; then nothing is written. */
  readonly signal?: AbortSignal;
  readonly onEvent?: OnRunEvent;
  /** Variables that settings and keys are read from; those of the process if left out. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Grades and scores a finished run again from its journal, as `janus-bench rescore` does: suite and judge are the run's
 * own unless an option says otherwise, and nobody is asked but the judge. The new run lies in a folder of its own below
 * `output`; its result says what changed and why (`result.rescored`). Rejects with BenchError as `run` does.
 */
export async function rescore(options: RescoreOptions = {}): Promise<RescoreOutcome> {
  const { run: reference, judge, signal, onEvent, env = process.env, ...given } = options;
  const source = await readRescoreSource(reference, String(given.output ?? 'janus-results'));
  const loaded = await rescoreSettings(source.journal.header, {
    flags: optionLayer(given),
    isJudgeOff: judge === 'off',
    env,
    cwd: process.cwd(),
  });
  return rescoreRun({
    source,
    loaded,
    secrets: readSecrets(loaded.settings, env),
    env,
    signal: signal ?? new AbortController().signal,
    onEvent: onEvent ?? (() => undefined),
  });
}
