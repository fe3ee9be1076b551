import * as z from 'zod';
import {
  barFormOf,
  changeNames,
  contractBar,
  findingKeyOf,
  minimumNames,
  scoreKeyOf,
  type BarForm,
  type ChangeBar,
  type ChangeBars,
  type MinimumBars,
} from '../compare/gate-bars.js';
import { quoted } from '../suite/problem.js';
import { adviceOn, check, type Checked, type Spotted } from '../suite/zod-problems.js';

/**
 * `gate:` of janus-bench.yaml, by name: `quality: { delta: 1, margin: 5 }`, `ttft: { delta: 15%, margin: 20% }`,
 * `cost: default`, `contract: fail`. Or every mistake with its path.
 */
export function readGateSection(value: unknown): Checked<ChangeBars> {
  return readSection(value, {
    known: changeNames,
    keyOf: (name) => (name === contractBar ? name : findingKeyOf(name)),
    // A union would tell of a map's mistakes only that it is not the word.
    valueOf: (key, written) => (written === 'default' && key !== contractBar ? {} : written),
    schemaOf: (key): z.ZodType<ChangeBar | 'fail'> =>
      key === contractBar ? contractSchema : barSchemas[barFormOf(key)],
  });
}

/** `min:` of janus-bench.yaml: `composite: 70`. */
export function readMinimumSection(value: unknown): Checked<MinimumBars> {
  return readSection(value, {
    known: minimumNames,
    keyOf: scoreKeyOf,
    valueOf: (_, written) => written,
    schemaOf: () => leastSchema,
  });
}

const points = z
  .number('write points from 0 to 100, like 1')
  .min(0, 'write points from 0 to 100')
  .max(100, 'write points from 0 to 100');
/** A bare number would leave open what it means: 15 and 0.15 are both what somebody would write. */
const shareForm = 'write a share from 0% to 1000%, like 15%';
const share = z
  .union([z.string(), z.number(), z.boolean(), z.null()], shareForm)
  .transform((raw, context) => {
    const amount = /^\d{1,4}(?:\.\d+)?\s*%$/.test(String(raw)) ? Number.parseFloat(String(raw)) / 100 : 11;
    if (amount > 10) context.addIssue({ code: 'custom', message: shareForm });
    return amount;
  });
const barSchemas = { points: barOf(points), share: barOf(share) } as const satisfies Record<BarForm, unknown>;
const contractSchema = z.literal('fail', 'write `contract: fail`, or leave it out');
const leastForm = 'use a score from 0 to 100';
const leastSchema = z.number().min(0, leastForm).max(100, leastForm);

function barOf<Amount extends z.ZodType>(amount: Amount) {
  return z.strictObject({
    delta: amount.optional().describe('regressed: harmful by at least this'),
    margin: amount.optional().describe('passed: proven to be less harmful than this'),
  });
}

/** For editors; what a name may be called besides is checked by the readers above. */
export const gateSectionSchema = z
  .object({
    ...Object.fromEntries(
      changeNames.map((name) => [
        name,
        name === contractBar
          ? contractSchema.optional()
          : orDefault(barSchemas[barFormOf(findingKeyOf(name) ?? name)]).optional(),
      ]),
    ),
  })
  .catchall(orDefault(barSchemas.points).describe('a category: quality/chat'));
export const minimumSectionSchema = z
  .object(Object.fromEntries(minimumNames.map((name) => [name, leastSchema.optional()])))
  .catchall(leastSchema.describe('a category: quality/chat'));

function orDefault(bar: z.ZodType) {
  return z.union([z.literal('default'), bar]);
}

interface Section<Value> {
  /** For advice on a name that is none of them. */
  readonly known: readonly string[];
  /** The key that a name stands for; undefined: it stands for nothing. */
  readonly keyOf: (name: string) => string | undefined;
  readonly valueOf: (key: string, written: unknown) => unknown;
  readonly schemaOf: (key: string) => z.ZodType<Value>;
}

function readSection<Value>(
  value: unknown,
  section: Section<Value>,
): Checked<Readonly<Record<string, Value>>> {
  const map = check(z.record(z.string(), z.unknown(), 'write a map (`name: bar`)'), value);
  if (map.kind === 'wrong') return map;
  const bars = new Map<string, Value>();
  const problems: Spotted[] = [];
  for (const [name, written] of Object.entries(map.value)) {
    const key = section.keyOf(name);
    if (key === undefined) problems.push(unknownBar(name, section.known));
    else if (bars.has(key)) problems.push(twice(name, key));
    else {
      const read = check(z.object({ [name]: section.schemaOf(key) }), {
        [name]: section.valueOf(key, written),
      });
      if (read.kind === 'wrong') problems.push(...read.problems);
      for (const bar of read.kind === 'ok' ? Object.values(read.value) : []) bars.set(key, bar);
    }
  }
  return problems.length === 0
    ? { kind: 'ok', value: Object.fromEntries(bars) }
    : { kind: 'wrong', problems };
}

function unknownBar(name: string, known: readonly string[]): Spotted {
  return {
    path: [name],
    at: 'key',
    what: `there is no bar ${quoted(name)}`,
    fix: adviceOn(name, [...known, 'quality/CATEGORY']),
  };
}

function twice(name: string, key: string): Spotted {
  return {
    path: [name],
    at: 'key',
    what: `${quoted(name)} names ${key} a second time`,
    fix: 'leave one of them out',
  };
}
