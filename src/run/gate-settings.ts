import { gateKeys } from './gate-keys.js';
import { layerSettings, type SettingLayer } from './layered-settings.js';
import { defaultLayer, environmentLayer } from './setting-layers.js';
import { fileLayer, readSettingsFile } from './settings-file.js';
import type { Settings } from './settings.js';

export interface GateOrigins {
  readonly flags: SettingLayer;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** `--config`: a path, or `none`. */
  readonly configPath?: string | undefined;
}

/**
 * Flags > environment > `janus-bench.yaml` > defaults, of what a gate needs; it asks nobody, so that a target may be
 * missing. Throws BenchError('usage') with every problem at once.
 */
export async function gateSettings({ flags, env, cwd, configPath }: GateOrigins): Promise<Settings> {
  const named = configPath ?? env['JANUS_BENCH_CONFIG'];
  const file = await readSettingsFile(cwd, named === '' ? undefined : named);
  const { settings } = layerSettings([
    only(flags),
    only(environmentLayer(env)),
    ...(file === undefined ? [] : [only(fileLayer(file, cwd))]),
    { values: { target: { raw: 'mock', from: 'default' } }, problems: [] },
    defaultLayer(),
  ]);
  return settings;
}

function only({ values, problems }: SettingLayer): SettingLayer {
  const kept = Object.entries(values).filter(([name]) => gateKeys.some((key) => key === name));
  return { values: Object.fromEntries(kept), problems };
}
