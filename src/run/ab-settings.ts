import { BenchError } from '../errors/bench-error.js';
import { readResumedPair } from './ab-resumed.js';
import { forSides, type Sides } from './ab-sides.js';
import type { SettingLayer } from './layered-settings.js';
import { loadSettings, type LoadedSettings, type SettingOrigins } from './load-settings.js';
import type { SettingKey } from './setting-table.js';

/** METHODOLOGY section 6: a gate measures with three repeats. */
const assumed: SettingLayer = { values: { repeat: { raw: '3', from: 'ab' } }, problems: [] };

/**
 * The settings of both halves: what was given, with what belongs to one half over it; the rest as `run` has it, 3 repeats
 * if nobody says otherwise. With `resume` those of the pair it names. Throws BenchError('usage') with every problem, and
 * on what no pair has.
 */
export async function loadPairSettings(
  origins: SettingOrigins,
  { own, outputFrom }: { own: Sides<SettingLayer>; outputFrom: (path: string) => string },
): Promise<Sides<LoadedSettings>> {
  return forSides(async (side) => {
    let resumed: string | undefined;
    const given = over(own[side], origins.given);
    const loaded = await loadSettings({ ...origins, given, assumed }, async (reference, output) => {
      const half = (await readResumedPair(reference, outputFrom(output)))[side];
      resumed = half.folder;
      return half;
    });
    requireOfPairs(loaded);
    return { ...loaded, settings: { ...loaded.settings, resume: resumed } };
  });
}

function over(strong: SettingLayer, weak: SettingLayer): SettingLayer {
  return {
    values: { ...weak.values, ...strong.values },
    problems: [...strong.problems, ...weak.problems],
  };
}

/** Load of another kind, and what is said of one run alone. */
const notOfPairs: readonly SettingKey[] = [
  'rate',
  'requests',
  'shard',
  'official',
  'meter',
  'sign',
  'dryRun',
  'jsonEvents',
];

function requireOfPairs({ settings, sources }: LoadedSettings): void {
  const stray = notOfPairs.filter((key) => settings[key] !== undefined && settings[key] !== false);
  if (stray.length === 0) return;
  const where = stray.map((key) => sources[key]).join(', ');
  throw new BenchError('usage', `${where}: not for ab, which makes two runs of every task in turn`, {
    hint: 'Leave it out, or use `janus-bench run` for each.',
  });
}
