import { closest } from '../lib/closest.js';
import type { RawSetting, SettingLayer } from './layered-settings.js';
import { fileKeyOf, flagOf, settingKeys, settingRow, variableOf, type SettingKey } from './setting-table.js';
import type { SettingsInput } from './settings.js';

/** What stood on the command line, by option name (`timeoutFirst`). */
export function flagLayer(options: Readonly<Record<string, unknown>>): SettingLayer {
  return layerOf((key) => ({ raw: options[fileKeyOf(key)], from: `flag ${flagOf(key)}` }));
}

/** Options of the library's `run`, by the names `janus-bench.yaml` uses. */
export function optionLayer(options: SettingsInput): SettingLayer {
  const given: Readonly<Record<string, unknown>> = { ...options };
  const known = settingKeys.map(fileKeyOf);
  const problems = Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => unknownName(`option "${name}"`, name, known));
  return {
    ...layerOf((key) => ({ raw: given[fileKeyOf(key)], from: `option ${fileKeyOf(key)}` })),
    problems,
  };
}

/** `JANUS_BENCH_*`; a variable that is empty is not set. */
export function environmentLayer(env: NodeJS.ProcessEnv): SettingLayer {
  return layerOf((key) => {
    const value = env[variableOf(key)];
    return { raw: value === '' ? undefined : value, from: `env ${variableOf(key)}` };
  });
}

/** Every default the table documents. */
export function defaultLayer(): SettingLayer {
  return layerOf((key) => ({ raw: defaultOf(key), from: 'default' }));
}

/** What `--official` asks for where nobody says otherwise. */
export const officialLayer: SettingLayer = {
  values: { repeat: { raw: '3', from: '--official' } },
  problems: [],
};

/**
 * A sentence for each `JANUS_BENCH_*` variable that nothing reads: most likely a slip. `expected` are the names that
 * the settings themselves mention (of keys).
 */
export function unknownVariables(
  env: NodeJS.ProcessEnv,
  expected: readonly (string | undefined)[],
): readonly string[] {
  const known = [
    ...settingKeys.map(variableOf),
    'JANUS_BENCH_CONFIG',
    'JANUS_BENCH_STATE',
    'JANUS_BENCH_STORE',
  ];
  return Object.keys(env)
    .filter((name) => name.startsWith('JANUS_BENCH_') && !known.includes(name) && !expected.includes(name))
    .map((name) => unknownName(`env ${name}`, name, known));
}

/** `janus-bench.yaml:3:1: unknown, did you mean "timeout"?` */
export function unknownName(place: string, name: string, known: readonly string[]): string {
  const meant = closest(name, known);
  return `${place} is not a setting${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

function defaultOf(key: SettingKey): unknown {
  const { default: text, value, many } = settingRow(key);
  if (many !== undefined) return [];
  return text ?? (value === undefined ? false : undefined);
}

function layerOf(read: (key: SettingKey) => RawSetting): SettingLayer {
  const given = settingKeys
    .map((key) => [key, read(key)] as const)
    .filter(([, { raw }]) => raw !== undefined);
  return { values: Object.fromEntries(given), problems: [] };
}
