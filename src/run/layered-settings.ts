import { BenchError } from '../errors/bench-error.js';
import type { SettingKey } from './setting-table.js';
import { settingKeys } from './setting-table.js';
import { settingRules } from './setting-rules.js';
import { settingProblem, settingsSchema, type Settings } from './settings.js';

/** A value as its author wrote it, and where: `flag --timeout`, `env JANUS_BENCH_TIMEOUT`, `janus-bench.yaml:3`, `default`. */
export interface RawSetting {
  /** Undefined: said to be unset, which weaker layers cannot undo. */
  readonly raw: unknown;
  readonly from: string;
}

export interface SettingLayer {
  readonly values: Readonly<Partial<Record<SettingKey, RawSetting>>>;
  /** What is wrong with the layer beyond its values (unknown names, bad YAML), each with its place. */
  readonly problems: readonly string[];
}

export type SettingSources = Readonly<Record<SettingKey, string>>;

export interface LayeredSettings {
  readonly settings: Settings;
  /** Where each value came from. */
  readonly sources: SettingSources;
}

/**
 * One value for each setting: that of the first layer that has it, strongest layer first, the defaults last. Throws
 * BenchError('usage') with every problem of every layer at once: a value that another layer overrides is checked too.
 */
export function layerSettings(layers: readonly SettingLayer[]): LayeredSettings {
  const problems = layers.flatMap((layer) => [...layer.problems, ...valueProblems(layer)]);
  const chosen = settingKeys.map((key) => [key, chooseFrom(layers, key)] as const);
  const sources = Object.fromEntries(chosen.map(([key, { from }]) => [key, from])) as SettingSources;
  const merged = Object.fromEntries(chosen.map(([key, { raw }]) => [key, raw]));
  const { success, data: settings } = settingsSchema.safeParse(merged);
  if (success) problems.push(...settingRules(settings, sources));
  if (!success || problems.length > 0) throw problemsError(problems);
  return { settings, sources };
}

function valueProblems({ values }: SettingLayer): readonly string[] {
  return settingKeys.flatMap((key) => {
    const value = values[key];
    if (value?.raw === undefined) return [];
    const problem = settingProblem(key, value.raw);
    return problem === undefined ? [] : [`${value.from}: ${problem}`];
  });
}

const unset: RawSetting = { raw: undefined, from: 'default' };

function chooseFrom(layers: readonly SettingLayer[], key: SettingKey): RawSetting {
  for (const { values } of layers) {
    const value = values[key];
    if (value !== undefined) return value;
  }
  return unset;
}

function problemsError(problems: readonly string[]): BenchError {
  const unique = [...new Set(problems)];
  const [only] = unique;
  const isOne = unique.length === 1 && only !== undefined;
  const message = isOne ? only : [`${unique.length} settings are wrong`, ...unique].join('\n  ');
  return new BenchError('usage', message, {
    hint: '`janus-bench run --help` lists every setting; `--print-config` shows where each value came from.',
  });
}
