import type { SettingKey } from '../run/setting-table.js';
import type { CommandRow } from './command.js';
import { askingJudges, configFlag, flagOfSetting } from './flags.js';
import { storeFlag } from './store-flag.js';

/** Settings of `run` that all targets of a round have alike. What an official run fixes, and who the target is, is not said here. */
const settingsOfRounds: readonly SettingKey[] = [
  'suite',
  'repeat',
  'header',
  'apiKeyEnv',
  'ca',
  'warmup',
  'temperature',
  'maxTokens',
  'body',
  ...askingJudges,
  'output',
  'nonceFile',
  'meter',
  'sign',
];

const ofRounds: Readonly<Partial<Record<SettingKey, { readonly help?: string; readonly default?: string }>>> =
  {
    repeat: { default: '5' },
    apiKeyEnv: {
      help: 'the environment variable with a key that every target without one of its own is sent, and so learns (own: leaderboard register)',
    },
    nonceFile: {
      help: 'one secret for all rounds; left out: a new one each round, kept in rounds/ of --output',
    },
    meter: { help: 'metered usage (JSONL); {round} and {competitor} in it make a file a run' },
  };

export const scheduleRow: CommandRow = {
  name: 'schedule',
  group: 'Leaderboard',
  summary:
    'run the public rounds when they are due: every registered target, one after another, onto the board',
  flags: [
    { flag: '--cron', value: 'EXPRESSION', help: 'when rounds are due', default: '0 3 * * *' },
    { flag: '--tz', value: 'ZONE', help: 'time zone of the expression', default: 'UTC' },
    { flag: '--once', help: 'run a round now, or finish the one that was interrupted, and end' },
    { flag: '--next', value: '[N]', help: 'print the next date, or the next N, and end' },
    storeFlag,
    {
      flag: '--public-key',
      value: 'FILE',
      help: 'a further key whose signatures count, besides that of --sign and those of the settings file',
      isMany: true,
    },
    { flag: '--quiet', help: 'print alerts only' },
    ...settingsOfRounds.map((key) => ({ ...flagOfSetting(key), ...ofRounds[key] })),
    configFlag,
  ],
  examples: [
    "janus-bench schedule --cron '0 3 * * *' --suite public/dev --judge-url https://judge.example/v1 --judge-model NAME --sign operator.pem --meter 'meter/{round}/{competitor}.jsonl'",
    'janus-bench schedule --next 3',
    'janus-bench schedule --once --sign operator.pem',
  ],
  load: async () => (await import('./schedule.js')).schedule,
};
