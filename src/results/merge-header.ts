import { BenchError } from '../errors/bench-error.js';
import { canonicalJson } from '../lib/canonical-json.js';
import { groupBy } from '../lib/group-by.js';
import type { Json } from '../lib/json.js';
import { inert } from '../lib/inert.js';
import type { ShardHeader, ShardSource } from './read-shard.js';
import type { RunHeader } from './run-header.js';

/** What is compared and joined of a shard. */
export type MergedSource = Pick<ShardSource, 'name' | 'header' | 'journalSha256' | 'attemptIds'>;

export interface MergeOptions {
  readonly runId: string;
  /** Also merges where shards, or attempts of one, are missing: the merged run is then incomplete. */
  readonly allowMissing: boolean;
  /** Names of the settings that shape what is measured: they must be the same everywhere. */
  readonly shapingSettings: readonly string[];
}

/**
 * The first line of the merged run: the whole run's tasks and order, as one machine would have planned them. Throws
 * BenchError('incomparable') with everything in which the shards differ, and BenchError('usage') where a shard is there
 * twice, or shards or attempts are missing.
 */
export function mergeHeader(sources: readonly MergedSource[], options: MergeOptions): RunHeader {
  const inOrder = [...sources].sort((left, right) => left.header.shard.index - right.header.shard.index);
  const [first] = inOrder;
  if (first === undefined) throw new BenchError('usage', 'there is nothing to merge', { hint: 'Name runs.' });
  requireAlike(inOrder, options.shapingSettings);
  requireDisjoint(inOrder);
  const missing = missingShards(first.header.shard.count, inOrder);
  if (!options.allowMissing) requireWhole(inOrder, missing);
  const { shard, settings, calibration, ...header } = first.header;
  const calibrations = new Set(inOrder.map((source) => canonicalJson(source.header.calibration ?? null)));
  return {
    ...header,
    runId: options.runId,
    startedAt: inOrder
      .map((source) => source.header.startedAt)
      .reduce((left, right) => (left < right ? left : right)),
    settings: { ...settings, shard: { value: null, from: 'merge' } },
    calibration: calibrations.size === 1 ? (calibration ?? null) : null,
    tasks: shard.tasks,
    warmUpTraces: [...new Set(inOrder.flatMap((source) => source.header.warmUpTraces))],
    order: shard.order,
    mergedFrom: { count: shard.count, missing, shards: inOrder.map(shardFacts) },
  };
}

function shardFacts({
  header,
  journalSha256,
}: MergedSource): NonNullable<RunHeader['mergedFrom']>['shards'][number] {
  const { shard, runId, startedAt, environment, calibration, order, tasks } = header;
  return {
    index: shard.index,
    runId,
    startedAt,
    journalSha256,
    environment,
    calibration: calibration ?? null,
    planned: order.length,
    taskIds: tasks.map(({ id }) => id),
  };
}

function requireAlike([first, ...others]: readonly MergedSource[], shapingSettings: readonly string[]): void {
  if (first === undefined) return;
  const wanted = traitsOf(first.header, shapingSettings);
  const differences = others.flatMap((source) => {
    const found = traitsOf(source.header, shapingSettings);
    return [...wanted].flatMap(([what, value]) => {
      const other = found.get(what) ?? '';
      return other === value
        ? []
        : [`${what}: ${shown(value)} in ${first.name}, ${shown(other)} in ${source.name}`];
    });
  });
  if (differences.length === 0) return;
  throw new BenchError(
    'incomparable',
    [`these are no shards of one run`, ...new Set(differences)].slice(0, 40).join('\n  '),
    { hint: 'Shards are made with the same command on every machine, but for --shard.' },
  );
}

/** Everything that must be the same, in words. */
function traitsOf(header: ShardHeader, shapingSettings: readonly string[]): ReadonlyMap<string, string> {
  const { suite, profile, seed, official, repeat, concurrency, target, judge, slo, version, shard } = header;
  const judgedBy = judge && { model: judge.model, url: judge.url, promptSha256: judge.promptSha256 };
  const traits: readonly (readonly [string, Json])[] = [
    ['the suite', `${suite.name} ${suite.version} (${suite.digest.slice(0, 12)})`],
    ['the digest of the suite', suite.digest],
    ['the score profile', profile.digest],
    ['the seed or nonce', seed],
    ['official', official],
    ['repeats', repeat],
    ['concurrency', concurrency],
    ['the target', target.url],
    ['the model', target.model],
    ['the judge', judgedBy],
    ['the service level objective', slo === undefined ? null : { ...slo }],
    ['the version of janus-bench', version],
    ['the number of shards', shard.count],
    ['the selected tasks', shard.tasks.map(({ id }) => id)],
    ['the planned attempts', shard.order],
    ...shapingSettings.map((key) => [`the setting ${key}`, header.settings[key]?.value ?? null] as const),
  ];
  return new Map(traits.map(([what, value]) => [what, canonicalJson(value)]));
}

function shown(value: string): string {
  return inert(value, 60);
}

function requireDisjoint(sources: readonly MergedSource[]): void {
  const problems: string[] = [];
  for (const [index, same] of groupBy(sources, ({ header }) => header.shard.index)) {
    if (same.length > 1)
      problems.push(`shard ${index} is there twice: ${same.map(({ name }) => name).join(', ')}`);
  }
  const ownerOf = new Map<string, MergedSource>();
  for (const source of sources) {
    const twice = source.header.order.filter((id) => ownerOf.has(id));
    const [id = ''] = twice;
    const owner = ownerOf.get(id);
    if (owner !== undefined && owner.header.shard.index !== source.header.shard.index) {
      problems.push(
        `${twice.length} attempts are in both ${owner.name} and ${source.name}, such as ${inert(id, 80)}`,
      );
    }
    for (const each of source.header.order) ownerOf.set(each, source);
  }
  if (problems.length === 0) return;
  throw new BenchError('usage', problems.join('\n  '), { hint: 'Name every shard once.' });
}

function missingShards(count: number, sources: readonly MergedSource[]): number[] {
  const there = new Set(sources.map(({ header }) => header.shard.index));
  return Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.has(index));
}

function requireWhole(sources: readonly MergedSource[], missing: readonly number[]): void {
  const unfinished = sources.filter(({ header, attemptIds }) => attemptIds.size < header.order.length);
  const problems = [
    ...(missing.length === 0
      ? []
      : [`shard ${missing.join(', ')} of ${sources[0]?.header.shard.count ?? 0} is missing`]),
    ...unfinished.map(
      ({ name, header, attemptIds }) =>
        `shard ${header.shard.index} (${name}) is not finished: ${header.order.length - attemptIds.size} of ${header.order.length} attempts are missing`,
    ),
  ];
  if (problems.length === 0) return;
  throw new BenchError('usage', problems.join('\n  '), {
    hint: 'Finish them first (janus-bench run --resume RUN), or merge what there is with --allow-missing.',
  });
}
