import type { SettingKey } from './setting-table.js';

/** Which target, and how it is reached. */
export const targetKeys = [
  'target',
  'model',
  'header',
  'apiKeyEnv',
  'ca',
  'insecure',
] as const satisfies readonly SettingKey[];
