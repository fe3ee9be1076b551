import { BenchError } from '../errors/bench-error.js';
import { mask } from '../lib/mask-secrets.js';
import type { RunResult } from '../results/run-result.js';
import type { PairSide } from '../results/paired-with.js';
import { mapSides, type Sides } from './ab-sides.js';
import {
  layerSettings,
  type LayeredSettings,
  type RawSetting,
  type SettingLayer,
} from './layered-settings.js';
import { recordedLayer } from './resumed-settings.js';
import { defaultLayer, environmentLayer } from './setting-layers.js';
import { flagOf, settingKeys, type SettingKey } from './setting-table.js';
import { targetKeys } from './target-keys.js';

export interface GatePairCall {
  /** A is the baseline's run, b the candidate's. */
  readonly runs: Sides<RunResult>;
  /** Where each is served now; undefined: where its run found it. */
  readonly targets: Sides<string | undefined>;
  /** Where the two run folders go. */
  readonly output: string;
  readonly env: NodeJS.ProcessEnv;
}

/** METHODOLOGY section 6: a gate measures with three repeats. */
const fewestRepeats = 3;

/** How a target is reached: each half as its own run did. All else is the candidate's, for both. */
const ownKeys: ReadonlySet<SettingKey> = new Set<SettingKey>(targetKeys);

/**
 * Settings to measure the targets of two runs once more, in turn. The seed is another one, so that neither target can
 * answer from what it remembers. Throws BenchError('usage') where the runs name one and the same target, which would
 * find nothing however bad the candidate is, and where they cannot be repeated like that.
 */
export function gatePairSettings(call: GatePairCall): Sides<LayeredSettings> {
  const { runs } = call;
  requireClosedLoop(runs.b);
  const layered = mapSides(runs, (_, side) => layerSettings(layersOf(side, call)));
  for (const side of ['a', 'b'] as const) requireSecrets(runs[side], layered[side]);
  requireTwoTargets(layered);
  return layered;
}

function layersOf(side: PairSide, { runs, targets, output, env }: GatePairCall): readonly SettingLayer[] {
  const { run } = runs.b;
  const isOwn = (key: SettingKey) => ownKeys.has(key);
  return [
    fixed({
      ...(targets[side] === undefined ? {} : { target: targets[side] }),
      repeat: String(Math.max(run.repeat, fewestRepeats)),
      seed: `${run.seed}/gate`,
      output,
      ...unsaid,
    }),
    picked(recorded(runs[side]), isOwn),
    picked(recorded(runs.b), (key) => !isOwn(key)),
    picked(
      environmentLayer(env),
      (key) => key === 'header' || key === 'apiKeyEnv' || key.startsWith('judge'),
    ),
    defaultLayer(),
  ];
}

/** What one run alone has, and what was about its ending. */
const unsaid: Partial<Record<SettingKey, undefined>> = {
  start: undefined,
  nonceFile: undefined,
  meter: undefined,
  sign: undefined,
};

function fixed(values: Partial<Record<SettingKey, string | undefined>>): SettingLayer {
  const all = Object.entries({ ...values, official: 'false', bail: 'false', trace: 'false' });
  return {
    values: Object.fromEntries(all.map(([key, raw]): [string, RawSetting] => [key, { raw, from: 'gate' }])),
    problems: [],
  };
}

function recorded({ run }: RunResult): SettingLayer {
  return recordedLayer({ runId: run.id, recorded: run.settings });
}

function picked({ values }: SettingLayer, isWanted: (key: SettingKey) => boolean): SettingLayer {
  const kept = settingKeys.filter(isWanted).map((key) => [key, values[key]] as const);
  return { values: Object.fromEntries(kept.filter(([, value]) => value !== undefined)), problems: [] };
}

function requireClosedLoop({ run }: RunResult): void {
  const stray = (['rate', 'requests', 'shard'] as const).filter(
    (key) => (run.settings[key]?.value ?? null) !== null,
  );
  if (stray.length === 0) return;
  throw new BenchError(
    'usage',
    `${stray.map(flagOf).join(', ')}: a run with it cannot be repeated in turn with another`,
    {
      hint: 'Leave out --until-decided, and run both with more repeats.',
    },
  );
}

/** What no file holds must be said again; without it the target would only refuse. */
function requireSecrets({ run }: RunResult, { settings }: LayeredSettings): void {
  const missing = [...ownKeys].filter((key) => {
    const isMasked = JSON.stringify(run.settings[key]?.value ?? null).includes(mask);
    return (
      isMasked && (key === 'header' ? Object.keys(settings.header).length === 0 : settings[key] === undefined)
    );
  });
  if (missing.length === 0) return;
  throw new BenchError(
    'usage',
    `${missing.map(flagOf).join(', ')}: its secrets are not stored in run ${run.id}`,
    {
      hint: 'Set JANUS_BENCH_HEADER, name the target with --baseline-target or --candidate-target, or use `janus-bench ab`.',
    },
  );
}

function requireTwoTargets({ a, b }: Sides<LayeredSettings>): void {
  const [left, right] = [a.settings, b.settings];
  if (left.target !== right.target || left.model !== right.model) return;
  throw new BenchError(
    'usage',
    'baseline and candidate were measured at the same target, which serves one of them now',
    {
      hint: 'Serve both, and say where the baseline is: --baseline-target URL. Then they are measured in turn.',
    },
  );
}
