import type { RunHeader } from '../results/run-header.js';
import { mask } from '../lib/mask-secrets.js';
import { BenchError } from '../errors/bench-error.js';
import { layerSettings, type LayeredSettings, type SettingLayer } from './layered-settings.js';
import { recordedSettings, type RecordedSettings } from './recorded-settings.js';
import { judgeKeys, rescoreKeys } from './rescore-keys.js';
import { recordedLayer } from './resumed-settings.js';
import { defaultLayer, environmentLayer } from './setting-layers.js';
import { fileLayer, readSettingsFile } from './settings-file.js';
import { flagOf, type SettingKey } from './setting-table.js';

/** What of the run holds still: its seed settles the prompts of the judge. */
const keptKeys: readonly SettingKey[] = ['seed', 'allowPartial'];

export interface RescoreOrigins {
  readonly flags: SettingLayer;
  /** `--judge off`. */
  readonly isJudgeOff: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** `--config`: a path, or `none`. */
  readonly configPath?: string | undefined;
}

export interface RescoreSettings extends LayeredSettings {
  /** Those that replace the run's own in the new journal. */
  readonly recorded: RecordedSettings;
}

/**
 * Suite and judge are those of the run, unless flags say otherwise: another judge by flag leaves nothing of the old one, so
 * that no key goes to where it does not belong. The rest comes as for `run`. Throws BenchError('usage') with every problem.
 */
export async function rescoreSettings(
  { runId, settings: recorded }: RunHeader,
  { flags, isJudgeOff, env, cwd, configPath }: RescoreOrigins,
): Promise<RescoreSettings> {
  const named = configPath ?? env['JANUS_BENCH_CONFIG'];
  const file = await readSettingsFile(cwd, named === '' ? undefined : named);
  const ofRun = recordedLayer({ runId, recorded });
  const given = only(flags, rescoreKeys);
  const isOther = isJudgeOff || given.values.judgeUrl !== undefined;
  if (!isOther) requireWhole(recorded);
  const layers = [
    ...(isJudgeOff ? [noJudge] : []),
    given,
    only(ofRun, isOther ? ['suite', ...keptKeys] : [...judgeKeys, 'suite', ...keptKeys]),
    only(environmentLayer(env), [...judgeKeys, 'customGraders', 'output', 'quiet']),
    ...(file === undefined ? [] : [only(fileLayer(file, cwd), [...judgeKeys, 'output'])]),
    noTarget,
    defaultLayer(),
  ];
  const layered = layerSettings(layers);
  const now = recordedSettings(layered);
  const shown = [...judgeKeys, 'suite', 'customGraders', 'output'];
  return {
    ...layered,
    recorded: Object.fromEntries(Object.entries(now).filter(([key]) => shown.includes(key))),
  };
}

function only({ values, problems }: SettingLayer, keys: readonly SettingKey[]): SettingLayer {
  const kept = Object.entries(values).filter(([name]) => keys.some((key) => key === name));
  return { values: Object.fromEntries(kept), problems };
}

/** Each as if nobody had said anything about it. */
const noJudge: SettingLayer = {
  values: Object.fromEntries(
    judgeKeys.map((key) => {
      const raw = defaultLayer().values[key]?.raw;
      return [key, { raw, from: 'flag --judge' }];
    }),
  ),
  problems: [],
};

/** Settings want a target; nobody is asked. */
const noTarget: SettingLayer = { values: { target: { raw: 'mock', from: 'default' } }, problems: [] };

function requireWhole(recorded: RecordedSettings): void {
  const masked = judgeKeys.find((key) => JSON.stringify(recorded[key]?.value ?? null).includes(mask));
  if (masked === undefined) return;
  throw new BenchError('usage', `${flagOf(masked)}: its secrets are not stored in the run`, {
    hint: 'Name the judge again with --judge-url, or leave it out with --judge off.',
  });
}
