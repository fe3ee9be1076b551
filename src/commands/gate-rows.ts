import { gateKeys } from '../run/gate-keys.js';
import type { SettingKey } from '../run/setting-table.js';
import type { CommandRow, FlagRow } from './command.js';
import { configFlag, flagOfSetting } from './flags.js';
import { reporterFlag } from './reporter-flag.js';

/** Where a run is not about to be made, some settings mean something a little different. */
const words: Readonly<Partial<Record<SettingKey, Partial<FlagRow>>>> = {
  baseline: { help: 'the run to hold the candidate against: folder, file or id' },
  bootstrapBaseline: { help: 'where there is no baseline yet, keep the candidate there as the baseline' },
  output: { help: 'where run folders lie' },
};

/** The decision over runs that are finished. */
export const gateRows: readonly CommandRow[] = [
  {
    name: 'gate',
    group: 'Results',
    summary: 'hold a run against a baseline: pass, fail or inconclusive, and what could not have been seen',
    flags: [
      { flag: '--candidate', value: 'RUN', help: 'the run to decide about; the newest run if left out' },
      ...gateKeys.map((key) => ({ ...flagOfSetting(key), group: undefined, ...words[key] })),
      {
        flag: '--until-decided',
        help: 'where the runs cannot decide, measure both targets in turn until it can be decided',
      },
      { flag: '--max-repeat', value: 'N', help: 'with --until-decided: repeats at the most', default: '10' },
      {
        flag: '--baseline-target',
        value: 'URL',
        help: 'with --until-decided: where the baseline is served now; left out: where its run found it',
      },
      { flag: '--candidate-target', value: 'URL', help: 'the same of the candidate' },
      { flag: '--format', value: 'FORMAT', help: 'table, markdown or json', default: 'table' },
      reporterFlag,
      { flag: '--columns', value: 'N', help: "width to lay out for; left out: the terminal's" },
      configFlag,
    ],
    examples: [
      'janus-bench gate --baseline ./baseline',
      'janus-bench gate --baseline ./baseline --bootstrap-baseline --strict',
      'janus-bench gate --baseline ./baseline --until-decided --baseline-target http://localhost:8002',
      'janus-bench gate --baseline 20260131-120000-k3f9 --gate quality=1/5 --min composite=70',
    ],
    load: async () => (await import('./gate.js')).gate,
  },
];
