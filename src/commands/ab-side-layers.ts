import { BenchError } from '../errors/bench-error.js';
import type { PairSide } from '../results/paired-with.js';
import type { Sides } from '../run/ab-sides.js';
import type { RawSetting, SettingLayer } from '../run/layered-settings.js';
import { fileKeyOf, type SettingKey } from '../run/setting-table.js';
import { sideFlagOf, sideKeys } from './ab-flags.js';

type Options = Readonly<Record<string, unknown>>;

/** How each half was told to be reached, by flags like `--a` and `--a-model`. Throws BenchError('usage') where one is not named. */
export function sideLayers(
  options: Options,
  { aa, isResumed }: { readonly aa: boolean; readonly isResumed: boolean },
): Sides<SettingLayer> {
  const [a, b] = [layerOf('a', options), layerOf('b', options)];
  if (aa && Object.keys(b.values).length > 0)
    throw new BenchError('usage', '--aa asks the target of --a twice, so nothing can be said of --b', {
      hint: 'Leave out --aa, or every flag of --b.',
    });
  if (isResumed) return { a, b: aa ? a : b };
  const missing = [...(a.values.target ? [] : ['--a URL']), ...(aa || b.values.target ? [] : ['--b URL'])];
  if (missing.length > 0)
    throw new BenchError('usage', `no target: say ${missing.join(' and ')}`, {
      hint: 'ab takes two targets, or one with --aa: janus-bench ab --a http://localhost:8001 --b http://localhost:8002',
    });
  // What --a-start launches answers both sides.
  return { a: alone(a), b: alone(aa ? { ...a, values: { ...a.values, start: unset } } : b) };
}

/** `--start` of a file or the environment would launch one miner twice. */
function alone({ values, problems }: SettingLayer): SettingLayer {
  return { values: { ...values, start: values.start ?? unset }, problems };
}

const unset: RawSetting = { raw: undefined, from: 'ab' };

function layerOf(side: PairSide, options: Options): SettingLayer {
  const own = sideKeys.map((key): readonly [SettingKey, RawSetting] => {
    const name = fileKeyOf(key);
    const raw = options[`${side}${name.charAt(0).toUpperCase()}${name.slice(1)}`];
    const from = `flag ${sideFlagOf(side, key)}`;
    return [key, { raw: key === 'header' ? headersOf(raw, options) : raw, from }];
  });
  const all: readonly (readonly [SettingKey, RawSetting])[] = [
    ['target', { raw: options[side], from: `flag --${side}` }],
    ...own,
  ];
  const values = Object.fromEntries(all.filter(([, { raw }]) => raw !== undefined));
  return { values, problems: [] };
}

/** Besides those for both. */
function headersOf(raw: unknown, { header }: Options): unknown {
  if (!Array.isArray(raw)) return undefined;
  const common: unknown[] = Array.isArray(header) ? header : [];
  return [...common, ...(raw as unknown[])];
}
