import type { Comparison } from '../compare/comparison.js';
import { compareRuns } from '../compare/compare-runs.js';
import { contractBar, type ChangeBars } from '../compare/gate-bars.js';
import { thresholdsOf } from '../compare/gate-changes.js';
import type { GateDecision } from '../compare/gate-decision.js';
import { decideGate, type GateFacts } from '../compare/gate.js';
import { stageShare } from '../compare/looks.js';
import { realClock } from '../lib/real-clock.js';
import { lookLine } from '../report/ab.js';
import type { RunResult } from '../results/run-result.js';
import type { PairLook } from '../run/ab-looks.js';
import { mapSides, type Sides } from '../run/ab-sides.js';
import { gatePairSettings } from '../run/gate-pair.js';
import type { LayeredSettings } from '../run/layered-settings.js';
import type { GateSettings } from '../run/open-gate.js';
import { recordedSettings } from '../run/recorded-settings.js';
import { readSecrets } from '../run/secrets.js';
import { runAb, type AbOutcome } from '../wiring.js';
import { joinedEvents } from './ab-events.js';
import { listenForInterrupt, type Interrupt } from './interrupt.js';
import type { Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { openProgress } from './progress.js';

export interface UndecidedGate {
  /** A is the baseline's run, b the candidate's. */
  readonly runs: Sides<RunResult>;
  /** Where each is served now; undefined: where its run found it. */
  readonly targets: Sides<string | undefined>;
  /** What the runs alone could not decide. */
  readonly before: GateDecision;
  readonly settings: GateSettings & { readonly quiet: boolean };
  readonly contract: GateFacts['contract'];
  readonly maxRepeat: number;
  readonly io: Io;
}

export type DecidedGate =
  | { readonly kind: 'decided'; readonly decision: GateDecision }
  | { readonly kind: 'interrupted'; readonly interrupt: ReturnType<Interrupt['exitReason']> };

/**
 * Measures both targets in turn, at looks fixed beforehand, until every bar is decided or `maxRepeat` is reached. The
 * decision is made from these runs alone: the ones before were looked at already.
 */
export async function gateUntilDecided(undecided: UndecidedGate): Promise<DecidedGate> {
  const { runs, targets, settings, before, io } = undecided;
  const halves = gatePairSettings({ runs, targets, output: settings.output, env: io.env });
  const bars = settings.gate ?? barsOf(before);
  if (!settings.quiet)
    io.stderr.write('the runs cannot decide; both targets are measured in turn, until it can be decided\n');
  using interrupt = listenForInterrupt(io, () => {
    io.stderr.write('stopping: what is finished is kept; once more ends at once\n');
  });
  const outcome = await measure(halves, { undecided, bars, interrupt });
  if (!settings.quiet) io.stderr.write(`results: ${outcome.a.folder}\n         ${outcome.b.folder}\n`);
  if (outcome.exitReason === 'interrupted') return { kind: 'interrupted', interrupt: interrupt.exitReason() };
  return { kind: 'decided', decision: decideAnew(outcome.look, { undecided, bars }) };
}

interface Asked {
  readonly undecided: UndecidedGate;
  readonly bars: ChangeBars;
}

async function measure(
  layered: Sides<LayeredSettings>,
  { undecided, bars, interrupt }: Asked & { readonly interrupt: Interrupt },
): Promise<AbOutcome> {
  const { io, maxRepeat, settings } = undecided;
  const halves = mapSides(layered, (half) => {
    const own = locatedSettings(half.settings, io);
    return { settings: own, recorded: recordedSettings(half), secrets: readSecrets(own, io.env) };
  });
  using progress = await openProgress({ io, clock: realClock, quiet: settings.quiet });
  interrupt.beforeExit(() => progress[Symbol.dispose]());
  return await runAb({
    ...halves,
    maxRepeat: Math.max(maxRepeat, halves.b.settings.repeat),
    isDecided: (look, looks) => {
      const decision = decideAnew(look, { undecided, bars });
      if (!settings.quiet) io.stderr.write(`${lookLine({ looks, look, decision }, Object.keys(bars))}\n`);
      return decision.outcome !== 'inconclusive';
    },
    env: io.env,
    signal: interrupt.signal,
    onEvent: joinedEvents(progress.onEvent),
  });
}

/** Least values and contract hold of the newer run as they did of the one before. */
function decideAnew({ results, level: ofLook }: PairLook, { undecided, bars }: Asked): GateDecision {
  const level = stageShare * ofLook;
  const { settings, contract, before } = undecided;
  const baseline = { name: `${before.baseline?.name ?? 'the baseline'}, anew`, result: results.a };
  const candidate = { name: `${before.candidate.name}, anew`, result: results.b };
  const comparison: Comparison = compareRuns([baseline], [candidate], {
    thresholds: thresholdsOf(bars),
    level,
  });
  return decideGate({
    ...{ candidate, against: { baseline, comparison }, bars, contract, level },
    minimums: settings.min,
    strict: settings.strict,
  });
}

/** Those that held where nobody named any. */
function barsOf({ bars }: GateDecision): ChangeBars {
  const changes = bars.filter(({ kind }) => kind === 'change');
  const contract = bars.some(({ kind }) => kind === 'contract');
  return {
    ...Object.fromEntries(changes.map(({ key }) => [key, {}])),
    ...(contract ? { [contractBar]: 'fail' as const } : {}),
  };
}
