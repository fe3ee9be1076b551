import { flagOf, settingKeys, settingRow, type SettingKey } from '../run/setting-table.js';
import type { FlagRow } from './command.js';

const attemptsOfLevel = 'attempts a level, tasks repeating in turn; left out: 4 a slot, at least 24';

const configFlag: FlagRow = {
  flag: '--config',
  value: 'FILE',
  help: 'settings file; "none" for no file',
  default: 'the nearest janus-bench.yaml',
  group: 'Configuration',
};

/** The flags of `run`: one for each setting, and two that speak about the settings themselves. */
export const runFlags: readonly FlagRow[] = [
  ...settingKeys.map(flagOfSetting),
  configFlag,
  {
    flag: '--print-config',
    help: 'show every setting and where it came from, secrets masked, and stop',
    group: 'Configuration',
  },
];

/** The flags of `probe`: its own, and those of `run` that say how to reach the target. */
export const probeFlags: readonly FlagRow[] = [
  { flag: '-n, --requests', value: 'N', help: 'requests, at most', default: '20' },
  { flag: '--prompt', value: 'TEXT', help: 'what to ask; left out: to count to 40' },
  { flag: '--duration', value: 'TIME', help: 'no request begins after it', default: '10s' },
  ...(
    ['concurrency', 'model', 'header', 'apiKeyEnv', 'ca', 'insecure', 'timeoutMs', 'maxTokens'] as const
  ).map((key) => ({ ...flagOfSetting(key), group: undefined })),
  { flag: '--json', help: 'print JSON' },
];

/** The flags of `check`: its own, and those of `run` that say how to reach the target. */
export const checkFlags: readonly FlagRow[] = [
  ...(['target', 'model', 'header', 'apiKeyEnv', 'ca', 'insecure'] as const).map((key) => ({
    ...flagOfSetting(key),
    group: undefined,
  })),
  { flag: '--only', value: 'IDS', help: 'these checks alone: K05, or K05,K06', isMany: true },
  { flag: '--long', help: 'also the stream of five minutes' },
  { flag: '--timeout', value: 'TIME', help: 'for one request', default: '2m' },
  { flag: '--format', value: 'FORMAT', help: 'table, json or junit', default: 'table' },
  { flag: '--json', help: 'print JSON' },
  { flag: '--output', value: 'FILE', help: 'write there instead of to stdout' },
];

/** What a sweep decides itself, or what only one run has. */
const notOfSweeps: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'repeat',
  'concurrency',
  'rate',
  'arrivals',
  'durationMs',
  'rampMs',
  'bail',
  'judgeUrl',
  'judgeModel',
  'judgeApiKeyEnv',
  'resume',
  'trace',
  'dryRun',
  'allowPartial',
  'jsonEvents',
  'official',
  'nonceFile',
  'meter',
  'sign',
]);

/** The flags of `sweep`: the levels, and the settings of `run` that make sense for several runs. */
export const sweepFlags: readonly FlagRow[] = [
  {
    flag: '--levels',
    value: 'N,N',
    help: 'attempts at a time, one level after another',
    default: '1,2,4,8,16,32',
    group: 'Load and time',
  },
  ...settingKeys
    .filter((key) => !notOfSweeps.has(key))
    .map((key) => ({ ...flagOfSetting(key), ...(key === 'requests' ? { help: attemptsOfLevel } : {}) })),
  configFlag,
];

function flagOfSetting(key: SettingKey): FlagRow {
  const { value, help, default: text, group, many } = settingRow(key);
  return {
    flag: flagOf(key),
    value,
    help,
    default: text,
    group,
    isMany: many !== undefined,
    isTwoWay: value === undefined,
  };
}
