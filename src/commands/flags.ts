import { flagOf, settingKeys, settingRow, type SettingKey } from '../run/setting-table.js';
import { rescoreKeys } from '../run/rescore-keys.js';
import { targetKeys } from '../run/target-keys.js';
import type { FlagRow } from './command.js';

const attemptsOfLevel = 'attempts a level, tasks repeating in turn; left out: 4 a slot, at least 24';

export const asJson: FlagRow = { flag: '--json', help: 'print JSON' };

/** The flags of every command that serves until it is stopped. */
export const serving: readonly FlagRow[] = [
  { flag: '--port', value: 'N', help: 'port; 0 is any free one', default: '0' },
  { flag: '--until-stdin-ends', help: 'end when stdin does; for programs that start it' },
  { flag: '--host', value: 'ADDRESS', help: 'address to listen on', default: '127.0.0.1' },
];

export const configFlag: FlagRow = {
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
  asJson,
];

/** The flags of `check`: its own, and those of `run` that say how to reach the target. */
export const checkFlags: readonly FlagRow[] = [
  ...targetKeys.map((key) => ({ ...flagOfSetting(key), group: undefined })),
  { flag: '--only', value: 'IDS', help: 'these checks alone: K05, or K05,K06', isMany: true },
  { flag: '--long', help: 'also the stream of five minutes' },
  { flag: '--timeout', value: 'TIME', help: 'for one request', default: '2m' },
  { flag: '--format', value: 'FORMAT', help: 'table, json or junit', default: 'table' },
  asJson,
  { flag: '--output', value: 'FILE', help: 'write there instead of to stdout' },
];

/** The settings of `run` that say which judge, and how to ask it. */
export const judgeSettings: readonly SettingKey[] = settingKeys.filter(
  (key) => settingRow(key).group === 'Judge' && key !== 'judgeUnfit',
);

/** The flags of `judge check` and `judge calibrate`. */
export const judgeFlags: readonly FlagRow[] = judgeSettings.map((key) => ({
  ...flagOfSetting(key),
  group: undefined,
}));

/** Who judges, how it is asked, and what that may cost. */
export const askingJudges = [
  'judgeUrl',
  'judgeModel',
  'judgeApiKeyEnv',
  'judgeConcurrency',
  'judgeRate',
  'judgeTimeoutMs',
  'judgeTemperature',
  'judgeMaxTokens',
  'judgePrice',
  'judgeBudgetUsd',
  'judgeCache',
  'judgeCa',
] as const satisfies readonly SettingKey[];

/** What a sweep decides itself, or what only one run has. */
const notOfSweeps: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'lastFailed',
  'onlyChanged',
  'shard',
  'repeat',
  'concurrency',
  'rate',
  'arrivals',
  'durationMs',
  'rampMs',
  'bail',
  ...askingJudges,
  'judgeUnfit',
  'resume',
  'trace',
  'dryRun',
  'allowPartial',
  'jsonEvents',
  'baseline',
  'bootstrapBaseline',
  'gate',
  'min',
  'check',
  'strict',
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

/** What makes no sense for a run that is made again and again. */
const notOfWatching: ReadonlySet<SettingKey> = new Set<SettingKey>([
  'resume',
  'dryRun',
  'official',
  'nonceFile',
  'meter',
  'sign',
]);

/** The flags of `watch`: those of `run` that make sense again and again, and what to look at besides the suite. */
export const watchFlags: readonly FlagRow[] = [
  {
    flag: '--signal',
    value: 'FILE',
    help: 'run everything again when this file is written, by the build of the miner say; may be given again',
    isMany: true,
    group: 'Tasks',
  },
  ...settingKeys.filter((key) => !notOfWatching.has(key)).map(flagOfSetting),
  configFlag,
];

/** The flags of `rescore`: what grades, and where to. */
export const rescoreFlags: readonly FlagRow[] = [
  {
    flag: '--judge',
    value: 'off',
    help: 'no judge at all: judged criteria are then n/a',
    group: 'Judge',
  },
  ...rescoreKeys.map((key) => ({ ...flagOfSetting(key), ...ofTheRun(key) })),
  configFlag,
];

/** Left out, suite and judge are the run's own. */
function ofTheRun(key: SettingKey): Partial<FlagRow> {
  if (key === 'suite') return { default: "the run's" };
  if (key === 'judgeUrl')
    return { help: 'another judge than the run\'s, OpenAI-compatible; "mock" starts the embedded one' };
  if (key === 'output') return { help: 'where run folders lie, and the new one goes' };
  return {};
}

/** A setting of `run` as a flag. */
export function flagOfSetting(key: SettingKey): FlagRow {
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
