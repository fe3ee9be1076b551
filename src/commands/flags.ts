import { flagOf, settingKeys, settingRow } from '../run/setting-table.js';
import type { FlagRow } from './command.js';

/** The flags of `run`: one for each setting, and two that speak about the settings themselves. */
export const runFlags: readonly FlagRow[] = [
  ...settingKeys.map((key): FlagRow => {
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
  }),
  {
    flag: '--config',
    value: 'FILE',
    help: 'settings file; "none" for no file',
    default: 'the nearest janus-bench.yaml',
    group: 'Configuration',
  },
  {
    flag: '--print-config',
    help: 'show every setting and where it came from, secrets masked, and stop',
    group: 'Configuration',
  },
];
