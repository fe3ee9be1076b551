import { settingKeys, settingRow, type SettingKey } from './setting-table.js';

/** What a gate over finished runs can be told. */
export const gateKeys: readonly SettingKey[] = [
  ...settingKeys.filter((key) => settingRow(key).group === 'Gate'),
  'output',
  'json',
  'quiet',
];
