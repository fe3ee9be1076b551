import { settingKeys, settingRow, type SettingKey } from './setting-table.js';

/** Everything that says which judge, and how to ask it. */
export const judgeKeys: readonly SettingKey[] = settingKeys.filter(
  (key) => settingRow(key).group === 'Judge',
);

/** What rescoring can be told. */
export const rescoreKeys: readonly SettingKey[] = [
  'suite',
  'customGraders',
  ...judgeKeys,
  'output',
  'json',
  'quiet',
];
