import * as z from 'zod';
import { shapingSettings } from '../compare/comparability.js';
import { canonicalJson } from '../lib/canonical-json.js';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { groupBy } from '../lib/group-by.js';
import type { RunSummary } from '../results/run-summary.js';

/** The runs of a folder as trends. Scores 0-100, times ms, null = not measured. */

const score = z.number().nullable();

const historyRun = z.object({
  runId: z.string(),
  startedAt: z.string(),
  /** Of janus-bench. */
  version: z.string(),
  attempts: z.int(),
  complete: z.boolean(),
  validity: z.enum(['valid', 'suspect', 'invalid']),
  /** Graded and scored again. */
  rescored: z.boolean(),
  composite: score,
  compositeLow: score,
  compositeHigh: score,
  /** Against the run before in this group that was finished and not invalid, points. A difference, not a verdict. */
  compositeChange: score,
  quality: score,
  qualityChange: score,
  speed: score,
  cost: score,
  streaming: score,
  modality: score,
  /** 0-1. */
  successRate: score,
  ttftP50Ms: z.number().nullable(),
  latencyP50Ms: z.number().nullable(),
  /** Reference dollars of all attempts. */
  costUsd: z.number(),
});
export type HistoryRun = DeepReadonly<z.output<typeof historyRun>>;

const historyGroup = z.object({
  suite: z.string(),
  suiteVersion: z.string(),
  suiteDigest: z.string(),
  target: z.string(),
  model: z.string(),
  profile: z.string(),
  /** Null: none. */
  judge: z.string().nullable(),
  seed: z.string(),
  repeat: z.int(),
  concurrency: z.int(),
  plannedAttempts: z.int(),
  /** Settings besides that shape what is measured and are not the usual ones, by name. */
  settings: z.record(z.string(), z.string()),
  /** Oldest first. */
  runs: z.array(historyRun),
  /** Older runs that --limit leaves out. */
  older: z.int(),
});
export type HistoryGroup = DeepReadonly<z.output<typeof historyGroup>>;

export const historySchema = z.object({
  schema: z.literal('janus-bench/history'),
  schemaVersion: z.literal(1),
  /** Runs that can be compared with one another share a group; the one with the newest run is the last. */
  groups: z.array(historyGroup),
  skipped: z.array(z.object({ folder: z.string(), reason: z.string() })),
});
export type History = DeepReadonly<z.output<typeof historySchema>>;

export interface HistoryOptions {
  readonly skipped: History['skipped'];
  /** Newest runs of each group to keep. */
  readonly limit: number;
}

export function toHistory(summaries: readonly RunSummary[], { skipped, limit }: HistoryOptions): History {
  const inOrder = [...summaries].sort(byTime);
  const groups = [...groupBy(inOrder, groupKey).values()].map((runs) => groupOf(runs, limit));
  const newest = ({ runs }: HistoryGroup) => runs.at(-1)?.startedAt ?? '';
  return {
    schema: 'janus-bench/history',
    schemaVersion: 1,
    groups: groups.sort((left, right) => (newest(left) < newest(right) ? -1 : 1)),
    skipped,
  };
}

function byTime(left: RunSummary, right: RunSummary): number {
  const [then, now] = [left, right].map(({ run }) => `${run.startedAt} ${run.id}`);
  return (then ?? '') < (now ?? '') ? -1 : 1;
}

/** Filters decide which tasks a score is over. */
const selecting = ['category', 'only', 'grep', 'limit', 'shard', 'lastFailed', 'onlyChanged'];

function groupKey(summary: RunSummary): string {
  const { suite, target, model, profile, judge, seed, repeat, concurrency, plannedAttempts, settings } =
    placeOf(summary);
  return canonicalJson({
    suite: `${suite} ${summary.suite.digest}`,
    ...{ target, model, profile, judge, seed, repeat, concurrency, plannedAttempts, settings },
  });
}

function placeOf({ run, target, suite, profile, judge, shard }: RunSummary) {
  const own = [...Object.keys(shapingSettings), ...selecting].flatMap((name) => {
    const found = run.settings[name];
    const isUsual = found === undefined || found.from === 'default' || found.value === null;
    return isUsual || isEmpty(found.value) ? [] : [[name, canonicalJson(found.value)] as const];
  });
  return {
    suite: suite.name,
    suiteVersion: suite.version,
    suiteDigest: suite.digest,
    target: target.url,
    model: target.model,
    profile: `${profile.id}@${profile.version}`,
    judge: judge === null ? null : `${judge.model} ${judge.promptSha256.slice(0, 12)}`,
    seed: run.seed,
    repeat: run.repeat,
    concurrency: run.concurrency,
    plannedAttempts: run.plannedAttempts,
    settings: {
      ...Object.fromEntries(own),
      ...(shard === undefined ? {} : { shard: canonicalJson(shard) }),
    },
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function groupOf(runs: readonly RunSummary[], limit: number): HistoryGroup {
  const [first] = runs;
  if (first === undefined) throw new RangeError('a group has a run');
  let before: RunSummary | undefined;
  const rows = runs.map((summary) => {
    const row = rowOf(summary, before);
    if (summary.run.complete && summary.validity.status !== 'invalid') before = summary;
    return row;
  });
  return { ...placeOf(first), runs: rows.slice(-limit), older: Math.max(0, rows.length - limit) };
}

function rowOf(summary: RunSummary, before: RunSummary | undefined): HistoryRun {
  const { run, validity, scores, metrics, tokens, successRate, rescored } = summary;
  const change = (name: 'composite' | 'quality') => {
    const [then, now] = [before?.scores[name], scores[name]];
    return then === undefined || then === null || now === null ? null : now.value - then.value;
  };
  return {
    runId: run.id,
    startedAt: run.startedAt,
    version: run.version,
    attempts: run.plannedAttempts,
    complete: run.complete,
    validity: validity.status,
    rescored: rescored !== undefined,
    composite: scores.composite?.value ?? null,
    compositeLow: scores.composite?.low ?? null,
    compositeHigh: scores.composite?.high ?? null,
    compositeChange: change('composite'),
    quality: scores.quality?.value ?? null,
    qualityChange: change('quality'),
    speed: scores.speed?.value ?? null,
    cost: scores.cost?.value ?? null,
    streaming: scores.streaming?.value ?? null,
    modality: scores.modality?.value ?? null,
    successRate,
    ttftP50Ms: metrics.ttftMs?.p50 ?? null,
    latencyP50Ms: metrics.latencyMs?.p50 ?? null,
    costUsd: tokens.costUsd,
  };
}
