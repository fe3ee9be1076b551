import { BenchError } from '../errors/bench-error.js';
import { janusComposite, profileDigest } from '../scoring/profile.js';
import { renormalised } from '../scoring/composite.js';
import { poolOf, type CountedParts, type Pool } from '../scoring/pool.js';
import { scorePool } from '../scoring/score-run.js';
import type { Scores } from '../scoring/scores.js';
import type { AttemptRecord } from './attempt-record.js';
import { attemptRow } from './attempt-rows.js';
import { coverageOf } from './coverage.js';
import type { JudgeUse } from '../judge/judge-use.js';
import { goodputOf } from './goodput.js';
import { categoryRows, taskRows } from './group-rows.js';
import { judgeFacts, type JudgeTold } from './judge-facts.js';
import { lastEnd } from './last-end.js';
import { loadOf } from './load-facts.js';
import { publishableOf } from './publishable.js';
import { repeatsOf } from './repeats.js';
import { rescoredFacts } from './rescored-facts.js';
import { metricDistributions, outcomeCounts, successRateOf, tokenTotals } from './run-totals.js';
import type { RunHeader } from './run-header.js';
import { resultSchemaVersion, type RunResult } from './run-result.js';
import { scoreInputOf } from './score-input-of.js';
import { runValidity, shardValidities, type ShardValidities } from './run-validity.js';
import { splitFacts } from './split-facts.js';
import { statusOf } from './status.js';

export interface RunRecords {
  readonly header: RunHeader;
  /** In any order; ids are unique. */
  readonly records: readonly AttemptRecord[];
  readonly resumedAt?: readonly string[];
  /** What judging took that no record holds. */
  readonly judgeUse?: readonly JudgeUse[] | undefined;
  /** Metered lines for requests that this run did not make. */
  readonly strayMeterLines?: number;
}

/** What a journal does not hold. None of it touches a score. */
export interface AssembleOptions {
  /** ISO 8601; the end of the last attempt where it is left out. */
  readonly finishedAt?: string | undefined;
  /** The journal's resume lines where it is left out. */
  readonly resumes?: number | undefined;
  /** Where the journal does not say what judging took. */
  readonly judgeUsage?: JudgeTold | undefined;
  /** Adds the renormalised number to a partial result. */
  readonly allowPartial?: boolean | undefined;
  readonly willBeSigned?: boolean | undefined;
}

/**
 * The result of a run, finished or not. Pure: the same journal gives byte for byte the same scores, rows and metrics,
 * in whatever order its attempts finished. Throws BenchError('usage') on a run of another score profile.
 */
export function assemble(run: RunRecords, options: AssembleOptions = {}): RunResult {
  const { header } = run;
  requireKnownProfile(header);
  const records = inPlannedOrder(header, run.records);
  const scored = scoreAndGroup(header, records);
  const { scores, status } = scored;
  const loadRun = {
    header,
    records,
    wasResumed: (options.resumes ?? run.resumedAt?.length ?? 0) > 0,
  };
  const load = loadOf(loadRun);
  const shards = shardValidities(loadRun);
  return {
    schema: 'janus-bench/result',
    schemaVersion: resultSchemaVersion,
    run: runFacts({ ...run, records }, options),
    ...splitFacts(header, records, shards),
    ...rescoredFacts({ header, records, scored }),
    target: header.target,
    suite: suiteFacts(header, leftOutOf(scored.categories)),
    profile: header.profile,
    judge: judgeFacts({ ...run, records }, options.judgeUsage),
    environment: header.environment,
    calibration: header.calibration ?? null,
    ...trustIn({
      header,
      records,
      scored,
      load,
      shards,
      willBeSigned: options.willBeSigned ?? false,
      strayMeterLines: run.strayMeterLines ?? 0,
    }),
    status,
    statusReasons: scored.statusReasons,
    scores,
    renormalised:
      options.allowPartial === true && status === 'partial' ? renormalised(valuesOf(scores)) : null,
    metrics: metricDistributions(records),
    outcomes: outcomeCounts(scored.attempts),
    successRate: successRateOf(scored.attempts),
    load,
    goodput: goodputOf(loadRun),
    tokens: tokenTotals(scored.attempts),
    categories: scored.categories,
    ...repeatsIn(scored, records),
    tasks: scored.tasks,
    attempts: scored.attempts,
  };
}

type Scored = Pick<RunResult, 'scores' | 'status' | 'statusReasons' | 'attempts' | 'tasks' | 'categories'>;

function scoreAndGroup(header: RunHeader, records: readonly AttemptRecord[]): Scored {
  const pool = poolOf(scoreInputOf(header, records), janusComposite);
  const scores = scorePool(pool, { profile: janusComposite, seed: [header.suite.digest, header.seed] });
  const counted = countedParts(pool);
  const attempts = records.map((record) => attemptRow(record, counted.get(record.attemptId)));
  const tasks = taskRows(header, attempts);
  const categories = categoryRows(header, tasks, attempts);
  return { scores, ...statusOf({ header, scores, categories, tasks }), attempts, tasks, categories };
}

function repeatsIn(scored: Scored, records: readonly AttemptRecord[]): Pick<RunResult, 'repeats'> {
  const variantOf = new Map(records.map(({ attemptId, variant }) => [attemptId, variant]));
  const repeats = repeatsOf({ ...scored, variantOf });
  return repeats === undefined ? {} : { repeats };
}

interface TrustFacts {
  readonly header: RunHeader;
  readonly records: readonly AttemptRecord[];
  readonly scored: Scored;
  readonly load: RunResult['load'];
  readonly shards: ShardValidities | undefined;
  readonly willBeSigned: boolean;
  readonly strayMeterLines: number;
}

function trustIn({
  header,
  records,
  scored,
  load,
  shards,
  willBeSigned,
  strayMeterLines,
}: TrustFacts): Pick<RunResult, 'validity' | 'coverage' | 'publishable'> {
  const counted = new Set(
    scored.attempts.flatMap(({ attemptId, countedQuality }) => (countedQuality === null ? [] : [attemptId])),
  );
  const coverage = coverageOf(header, records, (id) => counted.has(id));
  const validity = runValidity({ header, records }, { openLoop: load.open ?? undefined, shards });
  const publishable = publishableOf({
    header,
    records,
    isComplete: records.length === header.order.length,
    leftOut: leftOutOf(scored.categories),
    coverage,
    validity,
    status: scored.status,
    willBeSigned,
    strayMeterLines,
  });
  return { validity, coverage, publishable };
}

function leftOutOf(categories: Scored['categories']): readonly string[] {
  return categories.filter(({ tasks }) => tasks === 0).map(({ name }) => name);
}

function runFacts(
  { header, records, resumedAt = [] }: RunRecords,
  options: AssembleOptions,
): RunResult['run'] {
  return {
    id: header.runId,
    startedAt: header.startedAt,
    finishedAt: options.finishedAt ?? lastEnd(header, records),
    version: header.version,
    official: header.official,
    seed: header.seed,
    repeat: header.repeat,
    concurrency: header.concurrency,
    plannedAttempts: header.order.length,
    complete: records.length === header.order.length,
    resumes: options.resumes ?? resumedAt.length,
    settings: header.settings,
    ...(header.pairedWith === undefined ? {} : { pairedWith: header.pairedWith }),
  };
}

function requireKnownProfile({ profile }: RunHeader): void {
  const digest = profileDigest(janusComposite);
  if (profile.digest === digest) return;
  throw new BenchError(
    'usage',
    `this run was planned for the score profile ${profile.id}@${profile.version} (${profile.digest.slice(0, 12)}); this janus-bench has ${janusComposite.id}@${janusComposite.version} (${digest.slice(0, 12)})`,
    {
      hint: 'Read it with the version of janus-bench that made it; scores of two profiles must not be mixed.',
    },
  );
}

function inPlannedOrder(header: RunHeader, records: readonly AttemptRecord[]): readonly AttemptRecord[] {
  const byId = new Map(records.map((record) => [record.attemptId, record]));
  return header.order.flatMap((id) => byId.get(id) ?? []);
}

/** By attempt id; only those that were counted. */
function countedParts({ tasks }: Pool): ReadonlyMap<string, CountedParts> {
  const counted = tasks.flatMap(({ task, attempts }) =>
    attempts.map((parts): [string, CountedParts] => [`${task.id}#${parts.repeat}`, parts]),
  );
  return new Map(counted);
}

function suiteFacts({ suite, tasks }: RunHeader, leftOut: readonly string[]): RunResult['suite'] {
  return {
    name: suite.name,
    title: suite.title,
    version: suite.version,
    visibility: suite.visibility,
    digest: suite.digest,
    tasks: suite.tasks,
    selectedTasks: tasks.length,
    leftOut: [...leftOut],
  };
}

function valuesOf(scores: Scores) {
  const { quality, speed, cost, streaming, modality } = scores;
  const value = (score: Scores['composite']) => score?.value ?? null;
  return {
    quality: value(quality),
    speed: value(speed),
    cost: value(cost),
    streaming: value(streaming),
    modality: value(modality),
  };
}
