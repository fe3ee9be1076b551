import type { GateDecision } from '../compare/gate-decision.js';
import type { PairSide } from '../results/paired-with.js';
import { decideLook } from '../run/ab-looks.js';
import { loadPairSettings } from '../run/ab-settings.js';
import { mapSides, type Sides } from '../run/ab-sides.js';
import type { SettingLayer } from '../run/layered-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import type { RunEvent } from '../run/run-event.js';
import { readSecrets } from '../run/secrets.js';
import { optionLayer } from '../run/setting-layers.js';
import type { SettingsInput } from '../run/settings.js';
import { runAb, type AbOutcome } from './run-ab.js';

/** One of the two targets, and how it is reached where that differs from the other's. */
export type AbSideOptions = Pick<SettingsInput, 'target' | 'model' | 'header' | 'apiKeyEnv' | 'start'>;

/** Options of `ab`: the two targets, and the settings of `janus-bench.yaml` that hold for both. */
export interface AbOptions extends Omit<SettingsInput, 'target' | 'start' | 'resume'> {
  readonly a: AbSideOptions;
  readonly b: AbSideOptions;
  /** Goes on with more repeats, up to these, at up to four looks, until the decision is not `inconclusive`. */
  readonly maxRepeat?: number;
  /** Aborting it ends both runs as Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** With the side that the event is about; none: about both. */
  readonly onEvent?: (event: RunEvent, side?: PairSide) => void;
  /** Variables that settings and keys are read from; those of the process if left out. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface AbResult extends AbOutcome {
  /** Whether b is worse than a, by the rules of a gate. */
  readonly decision: GateDecision;
}

/**
 * Measures two targets in turn, task by task, as `janus-bench ab` does, and decides whether b is worse: on the bars of
 * `gate` or, without any, every measured score, TTFT and latency. Rejects with BenchError as `run` does.
 */
export async function ab(options: AbOptions): Promise<AbResult> {
  const { a, b, maxRepeat, signal, onEvent, env = process.env, ...shared } = options;
  const own: Sides<SettingLayer> = { a: optionLayer(a), b: optionLayer(b) };
  const loaded = await loadPairSettings(
    { given: optionLayer(shared), env, cwd: process.cwd() },
    { own, outputFrom: (path) => path },
  );
  const halves = mapSides(loaded, (half) => ({
    settings: half.settings,
    recorded: recordedSettings(half),
    secrets: readSecrets(half.settings, env),
  }));
  const { gate, strict } = halves.a.settings;
  const bars = { bars: gate, strict };
  const outcome = await runAb({
    ...halves,
    maxRepeat,
    isDecided: (look) => decideLook(look, bars).outcome !== 'inconclusive',
    env,
    signal: signal ?? new AbortController().signal,
    onEvent: onEvent ?? (() => undefined),
  });
  return { ...outcome, decision: decideLook(outcome.look, bars) };
}
