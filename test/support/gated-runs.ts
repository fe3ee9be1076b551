import type { NamedRun } from '../../src/compare/compared-run.js';
import { compareRuns } from '../../src/compare/compare-runs.js';
import type { ChangeBars } from '../../src/compare/gate-bars.js';
import { thresholdsOf } from '../../src/compare/gate-changes.js';
import type { GateDecision } from '../../src/compare/gate-decision.js';
import { decideGate, type GateFacts } from '../../src/compare/gate.js';
import { rngFrom } from '../../src/lib/rng.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { sampleRun, type SampleRunOptions, type SampleScript } from './sample-run.js';

export interface GatedRunOptions {
  /** Share of right answers, 0-1. */
  readonly accuracy?: number;
  readonly tasksPerCategory?: number;
  readonly repeat?: number;
  readonly header?: SampleRunOptions['header'];
  /** Decides the luck of each attempt. */
  readonly luck?: string;
  readonly script?: SampleRunOptions['script'];
}

/** A finished run of the sample suite. */
export function gatedRun(name: string, options: GatedRunOptions = {}): NamedRun {
  const { accuracy = 0.8, tasksPerCategory = 8, repeat = 2, header, luck = name } = options;
  const script = ({ attemptId }: { readonly attemptId: string }): SampleScript => {
    const quality = rngFrom('luck', luck, attemptId).next() < accuracy ? 1 : 0;
    return { quality, firstMs: 400, stepMs: 30 };
  };
  const run = sampleRun({
    tasksPerCategory,
    repeat,
    header: { runId: `20260122-143211-${name}`, ...header },
    script: options.script ?? script,
  });
  return { name, result: assemble(run) };
}

/** Another run with the same attempts; `changes` says what its result has otherwise. */
export function copyOf({ result }: NamedRun, name: string, changes: Partial<RunResult> = {}): NamedRun {
  return { name, result: { ...result, run: { ...result.run, id: `20260122-143211-${name}` }, ...changes } };
}

export interface Held extends Partial<Pick<GateFacts, 'minimums' | 'contract' | 'strict' | 'level'>> {
  readonly bars?: ChangeBars;
}

/** What a gate says of the candidate, held against the baseline. */
export function held(baseline: NamedRun, candidate: NamedRun, held: Held = {}): GateDecision {
  const { bars, minimums, contract, strict = false, level } = held;
  const thresholds = thresholdsOf(bars);
  const comparison = compareRuns([baseline], [candidate], { thresholds, level });
  return decideGate({
    candidate,
    against: { baseline, comparison },
    bars,
    minimums,
    contract,
    strict,
    level,
  });
}
