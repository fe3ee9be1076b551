import { BenchError } from '../errors/bench-error.js';
import { canonicalJson } from '../lib/canonical-json.js';
import { mask } from '../lib/mask-secrets.js';
import {
  layerSettings,
  type LayeredSettings,
  type RawSetting,
  type SettingLayer,
} from './layered-settings.js';
import { recordedSettings, type RecordedSettings } from './recorded-settings.js';
import { settingKeys, settingRow, type SettingKey } from './setting-table.js';

/** The run that `--resume` names. */
export interface ResumedRun {
  readonly runId: string;
  /** As its journal recorded them. */
  readonly recorded: RecordedSettings;
}

export interface ResumeLayers {
  readonly flags: SettingLayer;
  /** Environment, file and defaults, strongest first: only for what the run did not record. */
  readonly others: readonly SettingLayer[];
}

/**
 * The settings a run is finished with: its own. Flags may change how it is finished, not what is measured; secrets,
 * which no file holds, must be said again. Throws BenchError('usage') with every contradiction.
 */
export function resumeSettings(run: ResumedRun, { flags, others }: ResumeLayers): LayeredSettings {
  const layered = layerSettings([flags, recordedLayer(run), ...others]);
  const now = recordedSettings(layered);
  const problems = settingKeys.flatMap((key) => {
    const recorded = run.recorded[key]?.value;
    if (recorded === undefined || settingRow(key).onResume === 'fresh') return [];
    const current = now[key]?.value ?? null;
    if (holdsMask(recorded) && current === null)
      return [`${key}: its secrets are not stored in the run; say it again`];
    if (settingRow(key).onResume === 'kept' || canonicalJson(current) === canonicalJson(recorded)) return [];
    if (holdsMask(recorded))
      return [
        `${layered.sources[key]}: ${key} was ${canonicalJson(recorded)} in the run; say it again with its secrets`,
      ];
    return [`${layered.sources[key]}: ${key} was ${canonicalJson(recorded)} in the run`];
  });
  if (problems.length === 0) return layered;
  throw new BenchError(
    'usage',
    [`run ${run.runId} cannot be finished with these settings`, ...problems].join('\n  '),
    {
      hint: 'A resumed run measures what it was started with; leave these settings out, or start a new run.',
    },
  );
}

/** What a run was told, as far as its journal holds it. */
export function recordedLayer({ runId, recorded }: ResumedRun): SettingLayer {
  const values = settingKeys.flatMap((key): readonly (readonly [SettingKey, RawSetting])[] => {
    const { onResume } = settingRow(key);
    const value = recorded[key]?.value;
    if (value === undefined || onResume === 'fresh' || holdsMask(value)) return [];
    if (value === null) return onResume === 'kept' ? [] : [[key, { raw: undefined, from: `run ${runId}` }]];
    const raw = key.endsWith('Ms') && typeof value === 'number' ? `${value}ms` : value;
    return [[key, { raw, from: `run ${runId}` }]];
  });
  return { values: Object.fromEntries(values), problems: [] };
}

function holdsMask(value: unknown): boolean {
  return JSON.stringify(value).includes(mask);
}
