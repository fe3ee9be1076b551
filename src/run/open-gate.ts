import { resolve } from 'node:path';
import { compareRuns } from '../compare/compare-runs.js';
import type { NamedRun } from '../compare/compared-run.js';
import type { ContractFacts } from '../compare/gate-absolutes.js';
import { thresholdsOf } from '../compare/gate-changes.js';
import type { GateDecision } from '../compare/gate-decision.js';
import { decideGate } from '../compare/gate.js';
import { BenchError } from '../errors/bench-error.js';
import { readTrusted } from '../results/read-trusted.js';
import { findBaseline, keepBaseline, requireKeepable } from './baseline.js';
import { readContract } from './read-contract.js';
import type { Settings } from './settings.js';

export type GateSettings = Readonly<
  Pick<Settings, 'baseline' | 'bootstrapBaseline' | 'gate' | 'min' | 'check' | 'strict' | 'output'>
>;

export interface GatedRun extends NamedRun {
  /** Undefined: a result file on its own. */
  readonly folder: string | undefined;
}

/** A gate whose baseline and contract report are read: what is wrong with them is known before a run is made. */
export interface Gate {
  /** Undefined: none is wanted, or there is none yet. */
  readonly baseline: NamedRun | undefined;
  /** Undefined: no report was handed over. */
  readonly contract: ContractFacts | undefined;
  /** Compares and decides, at a one-sided level of 0.05 if left out; keeps the run as the baseline where there is none, it may be and nothing speaks against it. */
  decide(candidate: GatedRun, level?: number): Promise<GateDecision>;
}

/**
 * The gate that the settings ask for; undefined: they ask for none. Throws BenchError('usage') where the baseline is
 * missing (and may not be made) or cannot be read.
 */
export async function openGate(settings: GateSettings): Promise<Gate | undefined> {
  const { baseline: reference, min, check, bootstrapBaseline } = settings;
  if (reference === undefined && min === undefined && check === undefined) return undefined;
  const contract = check === undefined ? undefined : await readContract(check);
  const baseline = reference === undefined ? undefined : await readBaseline(reference, settings);
  const isToBeKept = reference !== undefined && baseline === undefined && bootstrapBaseline;
  return {
    baseline,
    contract,
    decide: async (candidate, level) => {
      const decision = decideAgainst(baseline, candidate, { settings, contract, isToBeKept, level });
      if (!isToBeKept || decision.exitReason !== 'ok') return decision;
      await keepBaseline(resolve(reference), candidate);
      return { ...decision, keptAs: reference };
    },
  };
}

async function readBaseline(
  reference: string,
  { output, bootstrapBaseline }: GateSettings,
): Promise<NamedRun | undefined> {
  const place = await findBaseline(reference, output);
  if (place !== undefined) {
    const { result } = await readTrusted(reference, output);
    return { name: reference, result };
  }
  if (bootstrapBaseline) {
    requireKeepable(reference);
    return undefined;
  }
  throw new BenchError(
    'usage',
    `there is no baseline: nothing at ${reference}, and no run of this id in ${output}`,
    {
      hint: 'Without one nothing can be compared. --bootstrap-baseline keeps a run there as the first baseline.',
    },
  );
}

interface Asked {
  readonly settings: GateSettings;
  readonly contract: ContractFacts | undefined;
  readonly isToBeKept: boolean;
  readonly level: number | undefined;
}

function decideAgainst(
  baseline: NamedRun | undefined,
  candidate: NamedRun,
  { settings, contract, isToBeKept, level }: Asked,
): GateDecision {
  const { gate, min, strict } = settings;
  // Bars of change are about a baseline: a run without one is not held to them.
  const bars = settings.baseline === undefined ? undefined : gate;
  const comparison =
    baseline === undefined
      ? undefined
      : compareRuns([baseline], [candidate], { thresholds: thresholdsOf(bars), level });
  return decideGate({
    candidate,
    isToBeKept,
    against: baseline === undefined || comparison === undefined ? undefined : { baseline, comparison },
    bars,
    minimums: min,
    contract,
    strict,
    level,
  });
}
