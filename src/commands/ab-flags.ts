import type { PairSide } from '../results/paired-with.js';
import { isSettingKey, settingKeys, type SettingKey } from '../run/setting-table.js';
import type { FlagRow } from './command.js';
import { configFlag, flagOfSetting } from './flags.js';

/** What may differ between the two sides besides the target: how it is reached. `--a-model` is about a alone. */
const sideHelps: Readonly<Partial<Record<SettingKey, string>>> = {
  model: 'ask it for this model',
  apiKeyEnv: 'the environment variable that holds its key',
  header: 'a header for its requests, besides those of --header',
  start: 'launch it with this command, and end it afterwards',
};
export const sideKeys: readonly SettingKey[] = Object.keys(sideHelps).filter(isSettingKey);

const sideNames = { a: 'the first target', b: 'the second target' } as const;

/** `--a-api-key-env`. */
export function sideFlagOf(side: PairSide, key: SettingKey): string {
  return `--${side}-${flagOfSetting(key).flag.slice(2)}`;
}

function sideFlags(side: PairSide): readonly FlagRow[] {
  const role = side === 'a' ? 'what the second is held against' : 'the candidate';
  const own = sideKeys.map((key): FlagRow => {
    const { value, isMany } = flagOfSetting(key);
    return { flag: sideFlagOf(side, key), value, isMany, help: sideHelps[key] ?? '', group: 'Sides' };
  });
  const help = `${sideNames[side]}, as --target of run takes it: ${role}`;
  return [{ flag: `--${side}`, value: 'URL', help, group: 'Sides' }, ...own];
}

const aaFlag: FlagRow = {
  flag: '--aa',
  help: 'both sides ask the first target: checks the procedure itself, nothing should be called different',
  group: 'Sides',
};

const decisionFlags: readonly FlagRow[] = [
  {
    flag: '--until-decided',
    help: 'go on with more repeats, at up to four looks fixed beforehand, until it can be decided',
    group: 'Decision',
  },
  {
    flag: '--max-repeat',
    value: 'N',
    help: 'with --until-decided: repeats at the most',
    default: '10',
    group: 'Decision',
  },
  {
    flag: '--decide',
    value: 'NAMES',
    help: 'what decides, like quality,ttft; left out: what --gate names, else every score, TTFT and latency (--until-decided: quality)',
    group: 'Decision',
  },
];

/** What one run alone has, what names a side, and load of another kind. */
const notShared: ReadonlySet<string> = new Set([
  ...['target', 'start'],
  ...['lastFailed', 'onlyChanged', 'shard'],
  ...['requests', 'rate', 'arrivals', 'durationMs', 'rampMs'],
  ...['dryRun', 'jsonEvents', 'reporter'],
  ...['baseline', 'bootstrapBaseline', 'min', 'check'],
  ...['official', 'nonceFile', 'meter', 'sign'],
]);

const helps: Readonly<Partial<Record<SettingKey, Partial<FlagRow>>>> = {
  repeat: { default: '3' },
  concurrency: { help: 'pairs of attempts at a time' },
  output: { help: 'where the two run folders go' },
  resume: { help: 'finish an interrupted pair (the id or folder of either run)' },
  gate: {
    help: 'what b may not be worse in, with delta and margin: quality=1/5, ttft=15%/20%',
    group: 'Decision',
  },
  strict: { help: 'exit code 1 also where nothing can be decided', group: 'Decision' },
};

function sharedFlags(): readonly FlagRow[] {
  return settingKeys
    .filter((key) => !notShared.has(key))
    .map((key) => ({ ...flagOfSetting(key), ...helps[key] }));
}

/** The flags of `ab`: its own, and those settings of `run` that hold for both sides. */
export function abFlags(): readonly FlagRow[] {
  return [...sideFlags('a'), ...sideFlags('b'), aaFlag, ...decisionFlags, ...sharedFlags(), configFlag];
}
