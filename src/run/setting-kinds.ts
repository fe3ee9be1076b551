import * as z from 'zod';
import { durationForms, parseDurationMs } from '../lib/duration.js';
import type { Json } from '../lib/json.js';
import { formatSlo, parseSlo, sloForms } from '../metrics/slo.js';
import { formatShard, mostShards, parseShard } from '../suite/shard.js';

// The kinds of values that settings take, each read from the text of a flag or of YAML.

export const text = scalar((raw) => (raw === '' ? undefined : raw), 'must not be empty');
export const whole = (least: number, most: number) =>
  scalar(
    (raw) => (/^\d+$/.test(raw) ? within(Number(raw), least, most) : undefined),
    `must be a whole number from ${least} to ${most}`,
  );
const decimalForm = /^\d+(\.\d+)?$/;
export const decimal = (least: number, most: number) =>
  scalar(
    (raw) => (decimalForm.test(raw) ? within(Number(raw), least, most) : undefined),
    `must be a number from ${least} to ${most}`,
  );
export const dollars = scalar(
  (raw) => (decimalForm.test(raw) ? within(Number(raw), 0.000_001, 1_000_000) : undefined),
  'must be a number of dollars above 0, at most 1000000',
);
export const time = scalar((raw) => {
  const ms = parseDurationMs(raw);
  return ms === undefined ? undefined : within(ms, 1, dayMs);
}, `must be a time from 1 ms to 24 h: ${durationForms}`);
const dayMs = 86_400_000;
export const onOff = z
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
export const variableName = scalar(
  (raw) => (/^[A-Za-z_]\w*$/.test(raw) ? raw : undefined),
  'must be the NAME of an environment variable that holds the key, never the key itself',
);
export const url = scalar(
  (raw) => (isMock(raw) || isHttpUrl(raw) ? raw : undefined),
  'must be an http:// or https:// URL, or "mock"',
);
export const targetUrl = scalar(
  (raw) => (isMock(raw) || isHttpUrl(raw) || /^unix:\/./.test(raw) ? raw : undefined),
  'must be an http:// or https:// URL, unix:/path.sock, or "mock"',
);
export const names = z
  .union([z.string(), z.array(z.union([z.string(), z.number()]))], 'must be a name or a list of names')
  .transform((raw) => (Array.isArray(raw) ? raw : [raw]).flatMap((item) => String(item).split(/[,\n]/)))
  .transform((items): readonly string[] => [...new Set(items.map((item) => item.trim()).filter(Boolean))]);
export const price = scalar(
  (raw) =>
    /^\d{1,6}(\.\d+)?,\d{1,6}(\.\d+)?$/.test(raw.replaceAll(' ', '')) ? raw.replaceAll(' ', '') : undefined,
  'must be IN,OUT: dollars for a million tokens, like 0.15,0.60',
);
export const sloText = z
  .union([z.string(), z.record(z.string(), z.union([z.string(), z.number()]))], `must be ${sloForms}`)
  .transform((raw, context): string => {
    const terms = typeof raw === 'string' ? raw : Object.entries(raw).map((pair) => pair.join('='));
    const slo = parseSlo(String(terms));
    if (slo !== undefined) return formatSlo(slo);
    context.addIssue({ code: 'custom', message: `must be ${sloForms}` });
    return z.NEVER;
  });

/** What `--last-failed` looks at where no run is named. */
export const newestRun = 'newest';

/** A run, or `newest` where none was named; said to be off it is undefined. */
export const runOrNewest = z
  .union([z.boolean(), z.string(), z.number()], 'must name a run, or nothing')
  .transform((raw): string | undefined => {
    const text = String(raw).trim();
    const isOn = text === '' ? true : onOffWords.get(text.toLowerCase());
    if (isOn === undefined) return text;
    return isOn ? newestRun : undefined;
  });

export const shardText = scalar((raw) => {
  const shard = parseShard(raw);
  return shard === undefined ? undefined : formatShard(shard);
}, `must be I/N, the first of four parts being 1/4; at most ${mostShards} parts`);

/** Items in the order they were given, doubles kept: the n-th belongs to the n-th judge. None at all: undefined. */
export function listOf(item: z.ZodType<string>, separator = /[,\n]/) {
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
