import * as z from 'zod';
import { findingKeyOf, changeNames, contractBar, type ChangeBars } from '../compare/gate-bars.js';
import { falseCalls } from '../compare/pair-decision.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { lookLine, renderPair, renderPairJson, type PairReport } from '../report/ab.js';
import { decideLook, type PairLook } from '../run/ab-looks.js';
import { loadPairSettings } from '../run/ab-settings.js';
import { mapSides, type Sides } from '../run/ab-sides.js';
import type { LoadedSettings } from '../run/load-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import type { Settings } from '../run/settings.js';
import { runAb, type AbOutcome } from '../wiring.js';
import { joinedEvents } from './ab-events.js';
import { sideLayers } from './ab-side-layers.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { openProgress } from './progress.js';
import { isOn, readOptions, wholeFrom } from './read-options.js';

/** `ab`: two targets measured in turn, and whether the second is worse. */
export const ab: CommandAction = async (call) => {
  const { io, options } = call;
  const { config, aa, untilDecided, maxRepeat, decide } = readOptions(call, {
    config: z.string().optional(),
    aa: isOn,
    untilDecided: isOn,
    maxRepeat: wholeFrom(1, 1000).default(10),
    decide: z.string().transform(keysFrom).optional(),
  });
  const given = flagLayer(options);
  const origins = { given, env: io.env, cwd: io.cwd, configPath: config };
  const own = sideLayers(options, { aa, isResumed: given.values.resume !== undefined });
  const outputFrom = (path: string) => pathFrom(io, path);
  const loaded = await loadPairSettings(origins, { own, outputFrom });
  if (!loaded.a.settings.quiet) warn(loaded, io);
  return measure(loaded, { io, aa, decide, maxRepeat: untilDecided ? maxRepeat : undefined });
};

interface Asked {
  readonly io: Io;
  readonly aa: boolean;
  /** Keys of findings. */
  readonly decide: readonly string[] | undefined;
  /** Undefined: the repeats of the settings, and no more. */
  readonly maxRepeat: number | undefined;
}

async function measure(loaded: Sides<LoadedSettings>, asked: Asked): Promise<ExitReason> {
  const { io, maxRepeat } = asked;
  const halves = mapSides(loaded, (half) => {
    const settings = locatedSettings(half.settings, io);
    return { settings, recorded: recordedSettings(half), secrets: readSecrets(settings, io.env) };
  });
  const { quiet, json, strict } = halves.a.settings;
  const bars = barsOf(asked, halves.a.settings);
  const deciding = asked.decide ?? (bars === undefined ? ['quality'] : Object.keys(bars));
  using interrupt = listenForInterrupt(io, () => {
    io.stderr.write('stopping: what is finished is kept; once more ends at once\n');
  });
  try {
    using progress = await openProgress({ io, clock: realClock, quiet });
    interrupt.beforeExit(() => progress[Symbol.dispose]());
    const isDecided = (look: PairLook, looks: readonly number[]) => {
      const wanted = Object.fromEntries(deciding.map((key) => [key, bars?.[key] ?? {}]));
      const decision = decideLook(look, { bars: wanted, strict });
      if (!quiet) io.stderr.write(`${lookLine({ looks, look, decision }, deciding)}\n`);
      return decision.outcome !== 'inconclusive';
    };
    const outcome = await runAb({
      ...halves,
      maxRepeat,
      isDecided,
      env: io.env,
      signal: interrupt.signal,
      onEvent: joinedEvents(progress.onEvent),
    });
    progress[Symbol.dispose]();
    if (outcome.exitReason === 'interrupted') {
      showFolders(outcome, quiet, io);
      return interrupt.exitReason() ?? outcome.exitReason;
    }
    if (outcome.looks.length > 1 && outcome.look.isLast) isDecided(outcome.look, outcome.looks);
    return showOutcome(outcome, { ...asked, bars, strict, json, quiet });
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
}

/** What is named; undefined: the usual. */
function barsOf({ decide }: Asked, { gate }: Settings): ChangeBars | undefined {
  if (decide === undefined) return gate;
  return { ...gate, ...Object.fromEntries(decide.map((key) => [key, gate?.[key] ?? {}])) };
}

interface Shown extends Pick<Asked, 'io' | 'aa'> {
  readonly bars: ChangeBars | undefined;
  readonly strict: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

function showOutcome(outcome: AbOutcome, { io, aa, bars, strict, json, quiet }: Shown): ExitReason {
  const { look, looks, a, b } = outcome;
  const decision = decideLook(look, { bars, strict });
  const { comparison } = decision;
  const report: PairReport = {
    folders: { a: a.folder, b: b.folder },
    decision,
    looks,
    look,
    falseCalls: aa && comparison !== null ? falseCalls(comparison, look.level) : null,
  };
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  if (json) io.stdout.write(renderPairJson(report));
  else if (!quiet) io.stdout.write(renderPair(report, page));
  showFolders(outcome, quiet, io);
  if (!quiet && !aa && decision.outcome === 'inconclusive')
    io.stderr.write('warning: it could not be decided whether b is worse than a\n');
  if (outcome.exitReason !== 'ok') return outcome.exitReason;
  if (!aa) return decision.exitReason;
  if (decision.failures.length > 0) return decision.exitReason;
  return report.falseCalls?.length === 0 ? 'ok' : 'bar';
}

function showFolders({ a, b }: AbOutcome, quiet: boolean, io: Io): void {
  if (!quiet) io.stderr.write(`results: ${a.folder}\n         ${b.folder}\n`);
}

function warn({ a, b }: Sides<LoadedSettings>, io: Io): void {
  for (const warning of new Set([...a.warnings, ...b.warnings]))
    io.stderr.write(`warning: ${inert(warning)}\n`);
  if (a.settings.gate?.[contractBar] !== undefined)
    io.stderr.write('warning: ab asks no contract report; the bar "contract" is for `janus-bench gate`\n');
}

function keysFrom(text: string, context: z.RefinementCtx): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const keys = names.map(findingKeyOf);
  if (keys.every((key) => key !== undefined)) return keys;
  const known = changeNames.filter((name) => name !== contractBar).join(', ');
  context.addIssue({ code: 'custom', message: `must be names out of ${known} or quality/CATEGORY` });
  return z.NEVER;
}
