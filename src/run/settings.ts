import * as z from 'zod';
import type { Json } from '../lib/json.js';
import { durationForms, parseDurationMs } from '../lib/duration.js';
import { formatSlo, parseSlo, sloForms } from '../metrics/slo.js';
import { arrivalKinds } from './load-arrivals.js';
import { mostAttempts } from './load-shape.js';
import { formatShard, mostShards, parseShard } from '../suite/shard.js';
import { connectionModes } from '../target/target.js';
import { changePairs, minimumPairs } from './gate-pairs.js';
import { gateSectionSchema, minimumSectionSchema } from './gate-sections.js';
import { fileKeyOf, settingKeys, settingRow, type SettingKey, type SettingName } from './setting-table.js';
import { reporters } from './reporter-setting.js';
import { headerPairs, bodyPairs } from './setting-pairs.js';

const text = scalar((raw) => (raw === '' ? undefined : raw), 'must not be empty');
const whole = (least: number, most: number) =>
  scalar(
    (raw) => (/^\d+$/.test(raw) ? within(Number(raw), least, most) : undefined),
    `must be a whole number from ${least} to ${most}`,
  );
const time = scalar((raw) => {
  const ms = parseDurationMs(raw);
  return ms === undefined ? undefined : within(ms, 1, dayMs);
}, `must be a time from 1 ms to 24 h: ${durationForms}`);
const dayMs = 86_400_000;
const onOff = z
  .union([z.boolean(), z.string(), z.number()], 'must be true or false')
  .transform((raw, context) => {
    const isOn = onOffWords.get(String(raw).trim().toLowerCase());
    if (isOn !== undefined) return isOn;
    context.addIssue({ code: 'custom', message: 'must be true or false' });
    return z.NEVER;
  });
const onOffWords: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, false] as const),
]);
const variableName = scalar(
  (raw) => (/^[A-Za-z_]\w*$/.test(raw) ? raw : undefined),
  'must be the NAME of an environment variable that holds the key, never the key itself',
);
const url = scalar(
  (raw) => (isMock(raw) || isHttpUrl(raw) ? raw : undefined),
  'must be an http:// or https:// URL, or "mock"',
);
const targetUrl = scalar(
  (raw) => (isMock(raw) || isHttpUrl(raw) || /^unix:\/./.test(raw) ? raw : undefined),
  'must be an http:// or https:// URL, unix:/path.sock, or "mock"',
);
const names = z
  .union([z.string(), z.array(z.union([z.string(), z.number()]))], 'must be a name or a list of names')
  .transform((raw) => (Array.isArray(raw) ? raw : [raw]).flatMap((item) => String(item).split(/[,\n]/)))
  .transform((items): readonly string[] => [...new Set(items.map((item) => item.trim()).filter(Boolean))]);
const price = scalar(
  (raw) =>
    /^\d{1,6}(\.\d+)?,\d{1,6}(\.\d+)?$/.test(raw.replaceAll(' ', '')) ? raw.replaceAll(' ', '') : undefined,
  'must be IN,OUT: dollars for a million tokens, like 0.15,0.60',
);
const sloText = z
  .union([z.string(), z.record(z.string(), z.union([z.string(), z.number()]))], `must be ${sloForms}`)
  .transform((raw, context): string => {
    const terms = typeof raw === 'string' ? raw : Object.entries(raw).map((pair) => pair.join('='));
    const slo = parseSlo(String(terms));
    if (slo !== undefined) return formatSlo(slo);
    context.addIssue({ code: 'custom', message: `must be ${sloForms}` });
    return z.NEVER;
  });

/** A run, or `newest` where none was named; said to be off it is undefined. */
const runOrNewest = z
  .union([z.boolean(), z.string(), z.number()], 'must name a run, or nothing')
  .transform((raw): string | undefined => {
    const text = String(raw).trim();
    const isOn = text === '' ? true : onOffWords.get(text.toLowerCase());
    if (isOn === undefined) return text;
    return isOn ? newestRun : undefined;
  });

const shardText = scalar((raw) => {
  const shard = parseShard(raw);
  return shard === undefined ? undefined : formatShard(shard);
}, `must be I/N, the first of four parts being 1/4; at most ${mostShards} parts`);

/** What a judge that fails the fitness battery comes to. */
const unfitWords = ['refuse', 'warn'] as const;

/** What `--last-failed` looks at where no run is named. */
export const newestRun = 'newest';

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
  rate: scalar(
    (raw) => (/^\d+(\.\d+)?$/.test(raw) ? within(Number(raw), 0.001, 10_000) : undefined),
    'must be a number from 0.001 to 10000',
  ).optional(),
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

  temperature: scalar(
    (raw) => (/^\d+(\.\d+)?$/.test(raw) ? within(Number(raw), 0, 2) : undefined),
    'must be a number from 0 to 2',
  ).optional(),
  maxTokens: whole(1, 10_000_000).optional(),
  body: bodyPairs,

  judgeUrl: listOf(url),
  judgeModel: listOf(text),
  judgeApiKeyEnv: listOf(variableName),
  judgeConcurrency: whole(1, 256),
  judgeRate: scalar(
    (raw) => (/^\d+(\.\d+)?$/.test(raw) ? within(Number(raw), 0.001, 10_000) : undefined),
    'must be a number from 0.001 to 10000',
  ).optional(),
  judgeTimeoutMs: time,
  judgeTemperature: scalar(
    (raw) => (/^\d+(\.\d+)?$/.test(raw) ? within(Number(raw), 0, 2) : undefined),
    'must be a number from 0 to 2',
  ),
  judgeMaxTokens: whole(100, 1_000_000),
  judgePrice: listOf(price, /\n/),
  judgeBudgetUsd: scalar(
    (raw) => (/^\d+(\.\d+)?$/.test(raw) ? within(Number(raw), 0.000_001, 1_000_000) : undefined),
    'must be a number of dollars above 0, at most 1000000',
  ).optional(),
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
export const settingsFileSchema = z.strictObject(
  Object.fromEntries(settingKeys.map((key) => [fileKeyOf(key), documented(key)])),
);

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

/** Items in the order they were given, doubles kept: the n-th belongs to the n-th judge. None at all: undefined. */
function listOf(item: z.ZodType<string>, separator = /[,\n]/) {
  return z
    .union([z.string(), z.array(z.union([z.string(), z.number()]))], 'must be a value or a list of them')
    .transform((raw, context): readonly string[] | undefined => {
      const texts = (Array.isArray(raw) ? raw : [raw]).flatMap((text) => String(text).split(separator));
      const items = texts.map((text) => text.trim()).filter((text) => text !== '');
      const read = items.map((text) => item.safeParse(text));
      for (const { error } of read) {
        for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', message });
      }
      return items.length === 0 ? undefined : read.flatMap(({ data }) => data ?? []);
    })
    .optional();
}

/** A single YAML or command-line value, read from its text. */
function scalar<Value extends Json>(read: (raw: string) => Value | undefined, sentence: string) {
  return z.union([z.string(), z.number()], sentence).transform((raw, context): Value => {
    const value = read(String(raw).trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: sentence });
    return z.NEVER;
  });
}

function within(value: number, least: number, most: number): number | undefined {
  return value >= least && value <= most ? value : undefined;
}

function isMock(raw: string): boolean {
  return /^mock(?::[\w-]+)?$/.test(raw);
}

function isHttpUrl(raw: string): boolean {
  return URL.canParse(raw) && /^https?:$/.test(new URL(raw).protocol);
}
