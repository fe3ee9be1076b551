import { BenchError } from '../errors/bench-error.js';
import type { MeasuredRun, WantedRun } from '../leaderboard/run-round.js';
import type { SettingLayer } from '../run/layered-settings.js';
import { loadSettings, type LoadedSettings } from '../run/load-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import { readResumedRun } from '../run/resumed-run.js';
import { readSecrets } from '../run/secrets.js';
import { runBench } from '../wiring.js';
import { pathFrom, type Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { roundFiles } from './round-files.js';

export interface RoundMeasuring {
  readonly io: Io;
  /** What was said for all targets of every round alike. */
  readonly given: SettingLayer;
  readonly configPath: string | undefined;
  readonly onWarning: (competitor: string, message: string) => void;
}

/** Only runs of so many repeats can be paired, and so change rank 1. */
const usualRepeats = 5;

/**
 * The official run of one target in a round. One that was begun is gone on with, as it was begun; where its folder is not
 * here, or the suite or the settings are other ones since, a new one is made.
 */
export async function measureCompetitor(
  measuring: RoundMeasuring,
  wanted: WantedRun,
  signal: AbortSignal,
): Promise<MeasuredRun> {
  if (wanted.resume === undefined) return measure(measuring, wanted, signal);
  try {
    return await measure(measuring, wanted, signal);
  } catch (problem) {
    if (signal.aborted || !(problem instanceof BenchError) || problem.reason !== 'usage') throw problem;
    measuring.onWarning(wanted.competitor.id, `made anew: ${problem.message}`);
    return measure(measuring, { ...wanted, resume: undefined }, signal);
  }
}

async function measure(
  measuring: RoundMeasuring,
  wanted: WantedRun,
  signal: AbortSignal,
): Promise<MeasuredRun> {
  const { io, onWarning } = measuring;
  const loaded = await settingsFor(measuring, wanted);
  const settings = locatedSettings(loaded.settings, io);
  let begun = Promise.resolve();
  const { result, folder, exitReason } = await runBench({
    settings,
    recorded: recordedSettings(loaded),
    secrets: readSecrets(settings, io.env),
    env: io.env,
    signal,
    onEvent: (event) => {
      if (event.kind === 'started') begun = wanted.onBegun(event.runId);
      if (event.kind === 'warning') onWarning(wanted.competitor.id, event.message);
    },
  });
  await begun;
  if (exitReason === 'interrupted') throw signal.reason;
  return { runId: result.run.id, folder };
}

/** As `run --official` would have them, with what the round decides on top. */
async function settingsFor(measuring: RoundMeasuring, wanted: WantedRun): Promise<LoadedSettings> {
  const loaded = await load(measuring, await layerOf(measuring, wanted, undefined));
  if (loaded.sources.repeat !== '--official') return loaded;
  return load(measuring, await layerOf(measuring, wanted, usualRepeats));
}

function load({ io, configPath }: RoundMeasuring, given: SettingLayer): Promise<LoadedSettings> {
  return loadSettings({ given, env: io.env, cwd: io.cwd, configPath }, (reference, output) =>
    readResumedRun(reference, pathFrom(io, output)),
  );
}

async function layerOf(
  { io, given }: RoundMeasuring,
  { competitor, apiKeyEnv, roundId, resume }: WantedRun,
  repeat: number | undefined,
): Promise<SettingLayer> {
  const files = await roundFiles({ io, given, roundId, competitor: competitor.id });
  const decided = {
    target: competitor.target,
    model: competitor.model ?? undefined,
    official: true,
    resume,
    repeat,
    ...files,
  };
  const values = Object.entries(decided)
    .filter(([, raw]) => raw !== undefined)
    .map(([key, raw]) => [key, { raw, from: `round ${roundId}` }] as const);
  // What file and environment say of keys and headers is meant for a target of the operator's own. Competitors are
  // strangers: each is sent its own key, or what was given for all of them.
  const access = {
    apiKeyEnv: { raw: apiKeyEnv ?? given.values.apiKeyEnv?.raw, from: `round ${roundId}` },
    header: { raw: given.values.header?.raw ?? [], from: `round ${roundId}` },
  };
  return { ...given, values: { ...given.values, ...access, ...Object.fromEntries(values) } };
}
