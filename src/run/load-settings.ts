import { layerSettings, type LayeredSettings, type SettingLayer } from './layered-settings.js';
import { resumeSettings, type ResumedRun } from './resumed-settings.js';
import { defaultLayer, environmentLayer, officialLayer, unknownVariables } from './setting-layers.js';
import { fileLayer, readSettingsFile } from './settings-file.js';

export interface SettingOrigins {
  /** Flags, or the library's options: what beats everything else. */
  readonly given: SettingLayer;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** `--config`: a path, or `none`. */
  readonly configPath?: string | undefined;
  /** What the command takes for granted where nobody says otherwise: it beats the defaults alone. */
  readonly assumed?: SettingLayer | undefined;
}

export interface LoadedSettings extends LayeredSettings {
  /** What is probably a slip but stops nothing. */
  readonly warnings: readonly string[];
}

/**
 * Given > environment > `janus-bench.yaml` > defaults. `findRun` reads the run that `--resume` names: its own settings
 * then come right after what was given. Throws BenchError('usage') with every problem at once.
 */
export async function loadSettings(
  { given, env, cwd, configPath, assumed }: SettingOrigins,
  findRun: (reference: string, output: string) => Promise<ResumedRun>,
): Promise<LoadedSettings> {
  const named = configPath ?? env['JANUS_BENCH_CONFIG'];
  const file = await readSettingsFile(cwd, named === '' ? undefined : named);
  const fromFile: readonly SettingLayer[] = file === undefined ? [] : [fileLayer(file, cwd)];
  const others = [
    environmentLayer(env),
    ...fromFile,
    ...officialLayers([given, environmentLayer(env), ...fromFile]),
    ...(assumed === undefined ? [] : [assumed]),
    defaultLayer(),
  ];
  const resume = firstText([given, ...others], 'resume');
  const layered =
    resume === undefined
      ? layerSettings([given, ...others])
      : resumeSettings(await findRun(resume, firstText([given, ...others], 'output') ?? ''), {
          flags: given,
          others,
        });
  const { apiKeyEnv, judgeApiKeyEnv = [] } = layered.settings;
  return { ...layered, warnings: unknownVariables(env, [apiKeyEnv, ...judgeApiKeyEnv]) };
}

/** The layer of `--official` where the strongest word on it is yes. */
function officialLayers(layers: readonly SettingLayer[]): readonly SettingLayer[] {
  const word = firstText(layers, 'official');
  return word !== undefined && ['true', 'yes', 'on', '1'].includes(word.toLowerCase()) ? [officialLayer] : [];
}

function firstText(
  layers: readonly SettingLayer[],
  key: 'resume' | 'output' | 'official',
): string | undefined {
  const raw = layers.find(({ values }) => values[key] !== undefined)?.values[key]?.raw;
  return typeof raw === 'string' || typeof raw === 'boolean' ? String(raw) : undefined;
}
