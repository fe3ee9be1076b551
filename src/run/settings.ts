import * as z from 'zod';
import { connectionModes } from '../target/target.js';
import { changePairs, minimumPairs } from './gate-pairs.js';
import { gateSectionSchema, minimumSectionSchema } from './gate-sections.js';
import { leaderboardSectionSchema } from './leaderboard-section.js';
import { arrivalKinds } from './load-arrivals.js';
import { mostAttempts } from './load-shape.js';
import { reporters } from './reporter-setting.js';
import {
  decimal,
  dollars,
  listOf,
  names,
  onOff,
  price,
  runOrNewest,
  shardText,
  sloText,
  targetUrl,
  text,
  time,
  url,
  variableName,
  whole,
} from './setting-kinds.js';
import { bodyPairs, headerPairs } from './setting-pairs.js';
import { fileKeyOf, settingKeys, settingRow, type SettingKey, type SettingName } from './setting-table.js';

/** What a judge that fails the fitness battery comes to. */
const unfitWords = ['refuse', 'warn'] as const;

/** What each setting accepts, as people write it, and what it becomes. One field for every row of the table. */
const fields = {
  target: targetUrl.optional(),
  model: text.optional(),
  header: headerPairs,
  apiKeyEnv: variableName.optional(),
  ca: text.optional(),
  insecure: onOff,
  start: text.optional(),
  readyTimeoutMs: time,

  suite: text,
  category: names,
  only: names,
  grep: text.optional(),
  limit: whole(1, 100_000).optional(),
  lastFailed: runOrNewest.optional(),
  onlyChanged: text.optional(),
  shard: shardText.optional(),
  customGraders: onOff,
  repeat: whole(1, 1000),
  seed: text,

  concurrency: whole(1, 1000),
  connections: z.enum(connectionModes, `must be ${connectionModes.join(' or ')}`),
  requests: whole(1, mostAttempts).optional(),
  rate: decimal(0.001, 10_000).optional(),
  arrivals: z.enum(arrivalKinds, `must be ${arrivalKinds.join(' or ')}`),
  durationMs: time.optional(),
  rampMs: time.optional(),
  slo: sloText.optional(),
  timeoutFirstMs: time,
  timeoutIdleMs: time,
  timeoutMs: time,
  warmup: whole(0, 100),
  retry: whole(0, 20),
  bail: onOff,

  temperature: decimal(0, 2).optional(),
  maxTokens: whole(1, 10_000_000).optional(),
  body: bodyPairs,

  judgeUrl: listOf(url),
  judgeModel: listOf(text),
  judgeApiKeyEnv: listOf(variableName),
  judgeConcurrency: whole(1, 256),
  judgeRate: decimal(0.001, 10_000).optional(),
  judgeTimeoutMs: time,
  judgeTemperature: decimal(0, 2),
  judgeMaxTokens: whole(100, 1_000_000),
  judgePrice: listOf(price, /\n/),
  judgeBudgetUsd: dollars.optional(),
  judgeCache: text.optional(),
  judgeCa: text.optional(),
  judgeUnfit: z.enum(unfitWords, `must be ${unfitWords.join(' or ')}`),

  output: text,
  resume: text.optional(),
  trace: onOff,
  dryRun: onOff,
  allowPartial: onOff,
  reporter: reporters,
  json: onOff,
  jsonEvents: onOff,
  quiet: onOff,

  baseline: text.optional(),
  bootstrapBaseline: onOff,
  gate: changePairs,
  min: minimumPairs,
  check: text.optional(),
  strict: onOff,

  official: onOff,
  nonceFile: text.optional(),
  meter: text.optional(),
  sign: text.optional(),
} satisfies Record<SettingKey, z.ZodType>;

/** Everything `run` can be told. Values come in as typed on a command line or in YAML; times come out in ms. */
export const settingsSchema = z.strictObject(fields);
export type Settings = Readonly<z.output<typeof settingsSchema>>;

/** Sections of the file, as an editor should help with them. */
const sections: Readonly<Partial<Record<SettingKey, z.ZodType>>> = {
  gate: gateSectionSchema,
  min: minimumSectionSchema,
};

/** `janus-bench.yaml`, and the library's options: the same fields, none required, times without `Ms` in their name. */
export const settingsFileSchema = z.strictObject({
  ...Object.fromEntries(settingKeys.map((key) => [fileKeyOf(key), documented(key)])),
  leaderboard: leaderboardSectionSchema.optional().meta({ description: 'for the leaderboard commands' }),
});

/** Options of the library's `run`: what `janus-bench.yaml` holds, e.g. `{ target, suite, timeout: '5m' }`. */
export type SettingsInput = Readonly<{
  [Key in SettingKey as SettingName<Key>]?: z.input<(typeof fields)[Key]> | undefined;
}>;

/** Why a setting cannot have this value, in words that never repeat it; undefined: it can. */
export function settingProblem(key: SettingKey, raw: unknown): string | undefined {
  const field: z.ZodType = fields[key];
  const { success, error } = field.safeParse(raw);
  return success ? undefined : error.issues.map(({ message }) => message).join('; ');
}

function documented(key: SettingKey): z.ZodType {
  const field = sections[key] ?? fields[key];
  const row = settingRow(key);
  const description = row.default === undefined ? row.help : `${row.help} (default ${row.default})`;
  return field.optional().meta({ description });
}
