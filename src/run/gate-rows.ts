import type { SettingRow } from './setting-row.js';

/** What a finished run has to pass. */
export const gateRows = {
  baseline: {
    group: 'Gate',
    value: 'RUN',
    help: 'afterwards compare with this run (folder, file or id): exit code 1 where something regressed',
    onResume: 'fresh',
  },
  bootstrapBaseline: {
    group: 'Gate',
    help: 'where there is no baseline yet, keep this run there as the baseline',
    onResume: 'fresh',
  },
  gate: {
    group: 'Gate',
    value: 'NAME[=D/M]',
    help: 'what may not regress: quality, quality=1/5 (delta and margin), ttft=15%/20%, contract; replaces the list of the file',
    many: 'pairs',
    onResume: 'fresh',
  },
  min: {
    group: 'Gate',
    value: 'NAME=N',
    help: 'the least that a score may be, with or without a baseline: composite=70; replaces the list of the file',
    many: 'pairs',
    onResume: 'fresh',
  },
  check: {
    group: 'Gate',
    value: 'FILE',
    help: 'what `check --format json` wrote: a broken contract is a regression',
    isPath: true,
    onResume: 'fresh',
  },
  strict: {
    group: 'Gate',
    help: 'exit code 1 also where the gate cannot decide',
    onResume: 'fresh',
  },
} as const satisfies Record<string, SettingRow>;
