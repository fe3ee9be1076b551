/** One thing `run` can be told, as facts: flags, environment, `janus-bench.yaml`, help and docs are made from them. */
export interface SettingRow {
  readonly group: SettingGroup;
  /** What stands after the flag; absent: a switch. */
  readonly value?: string;
  /** One line, lower case, no full stop. */
  readonly help: string;
  /** As the user would type it; a switch without one is off. Absent: nothing is set or sent. */
  readonly default?: string;
  /** May be given several times. `all`: commas separate too. `pairs`: NAME=VALUE or NAME: VALUE. `lines`: as they stand. */
  readonly many?: 'all' | 'pairs' | 'lines';
  /** A path: in the file it is relative to the file. */
  readonly isPath?: true;
  /**
   * What `--resume` makes of it. `kept`: as in the run, but may be told otherwise. `fresh`: said anew. Absent: it shapes
   * what is measured, so it stays what it was, and telling otherwise is an error.
   */
  readonly onResume?: 'kept' | 'fresh';
}

export const settingGroups = [
  'Target',
  'Tasks',
  'Load and time',
  'Requests',
  'Judge',
  'Output',
  'Gate',
  'Official runs',
] as const;
export type SettingGroup = (typeof settingGroups)[number];
