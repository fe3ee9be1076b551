import * as z from 'zod';
import type { ChangeBars, MinimumBars } from '../compare/gate-bars.js';
import type { Checked } from '../suite/zod-problems.js';
import { readGateSection, readMinimumSection } from './gate-sections.js';

const lines = z.union([z.string(), z.array(z.string())], 'must be a list of bars, or a map');
const listOrMap = z.union([z.record(z.string(), z.json()), lines], 'must be a list of bars, or a map');

/** Bars of change: `quality`, `quality=1/5`, `ttft=15%/20%` or `contract` lines, or the map of the file. */
export const changePairs = listOrMap
  .transform((raw, context): ChangeBars | undefined =>
    readBars(readGateSection(isLines(raw) ? mapOf(raw, changeValue) : raw), context),
  )
  .optional();

/** Least scores: `composite=70` lines, or the map of the file. */
export const minimumPairs = listOrMap
  .transform((raw, context): MinimumBars | undefined =>
    readBars(readMinimumSection(isLines(raw) ? mapOf(raw, numberIn) : raw), context),
  )
  .optional();

function isLines(raw: unknown): raw is string | readonly string[] {
  return typeof raw === 'string' || Array.isArray(raw);
}

/** No bar at all: undefined, as if nothing had been said. */
function readBars<Bars extends Readonly<Record<string, unknown>>>(
  read: Checked<Bars>,
  context: z.RefinementCtx,
): Bars | undefined {
  if (read.kind === 'ok') return Object.keys(read.value).length === 0 ? undefined : read.value;
  for (const { what, fix } of read.problems) context.addIssue({ code: 'custom', message: `${what}: ${fix}` });
  return z.NEVER;
}

function mapOf(
  raw: string | readonly string[],
  valueOf: (name: string, text: string | undefined) => unknown,
): Readonly<Record<string, unknown>> {
  const bars = new Map<string, unknown>();
  const texts = (typeof raw === 'string' ? [raw] : raw).flatMap((text) => text.split(/[,\n]/));
  for (const text of texts.map((each) => each.trim()).filter(Boolean)) {
    const [, name = text, value] = /^([^=]*?)\s*=\s*(.*)$/.exec(text) ?? [];
    bars.set(name, valueOf(name, value));
  }
  return Object.fromEntries(bars);
}

/** `1/5`: delta and margin; `1`: the delta; nothing: both as they are by default. */
function changeValue(name: string, text: string | undefined): unknown {
  if (name === 'contract') return text ?? 'fail';
  if (text === undefined || text === 'default') return 'default';
  const [delta = '', margin] = text.split('/').map((part) => part.trim());
  return {
    delta: numberIn('', delta),
    ...(margin === undefined ? {} : { margin: numberIn('', margin) }),
  };
}

/** What YAML would make of it. */
function numberIn(_name: string, text: string | undefined): unknown {
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
