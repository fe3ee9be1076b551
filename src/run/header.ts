import { randomBytes } from 'node:crypto';
import type { PairedWith } from '../results/paired-with.js';
import type { RunHeader } from '../results/run-header.js';
import type { Profile } from '../scoring/profile.js';
import type { Suite, Task } from '../suite/task.js';
import { parseSlo } from '../metrics/slo.js';
import type { PlannedShard } from './choose-work.js';
import type { PlannedLoad } from './load-shape.js';
import type { PlannedAttempt } from './plan.js';
import type { RecordedSettings } from './recorded-settings.js';
import type { Settings } from './settings.js';

export interface HeaderParts {
  readonly runId: string;
  readonly startedAt: Date;
  readonly version: string;
  readonly settings: Settings;
  readonly recorded: RecordedSettings;
  readonly publishedSeed: string;
  readonly target: RunHeader['target'];
  readonly suite: Suite;
  readonly tasks: readonly Task[];
  readonly plan: readonly PlannedAttempt[];
  /** Attempts a task, at the most. */
  readonly repeat: number;
  /** Undefined: a closed loop. */
  readonly load: PlannedLoad | undefined;
  /** Undefined: the whole run. */
  readonly shard: PlannedShard | undefined;
  readonly profile: Profile;
  readonly profileDigest: string;
  readonly judge: RunHeader['judge'];
  readonly environment: RunHeader['environment'];
  /** Undefined: this machine was not calibrated. */
  readonly calibration: RunHeader['calibration'];
  /** Undefined: it is made alone. */
  readonly pairedWith?: PairedWith | undefined;
}

/** The journal's first line. */
export function headerOf(parts: HeaderParts): RunHeader {
  const { settings, suite, profile } = parts;
  return {
    schema: 'janus-bench/journal',
    schemaVersion: 1,
    runId: parts.runId,
    startedAt: parts.startedAt.toISOString(),
    version: parts.version,
    settings: parts.recorded,
    target: parts.target,
    suite: suiteFacts(suite, settings.suite),
    profile: { id: profile.id, version: profile.version, digest: parts.profileDigest },
    judge: parts.judge,
    seed: parts.publishedSeed,
    official: settings.official,
    repeat: parts.repeat,
    concurrency: settings.concurrency,
    load: loadFacts(parts.load),
    slo: settings.slo === undefined ? undefined : parseSlo(settings.slo),
    environment: parts.environment,
    calibration: parts.calibration ?? null,
    tasks: parts.tasks.map((task) => taskFacts(task, suite)),
    warmUpTraces: [],
    order: parts.plan.map(({ attemptId }) => attemptId),
    ...shardFacts(parts),
    pairedWith: parts.pairedWith,
  };
}

function loadFacts(load: PlannedLoad | undefined): RunHeader['load'] {
  if (load === undefined) return undefined;
  const { rate, arrivals, rampMs, windowMs } = load;
  return { rate, arrivals, rampMs, windowMs };
}

function shardFacts({ shard, suite }: HeaderParts): Pick<RunHeader, 'shard'> {
  if (shard === undefined) return {};
  const { index, count, allTasks, order } = shard;
  return { shard: { index, count, tasks: allTasks.map((task) => taskFacts(task, suite)), order } };
}

/** What a score needs to know of a suite. `reference`: as the user named it. */
export function suiteFacts({ card, digest, tasks }: Suite, reference: string): RunHeader['suite'] {
  return {
    reference,
    name: card.name,
    title: card.title,
    version: card.version,
    visibility: card.visibility,
    digest,
    tasks: tasks.length,
    categories: Object.fromEntries(
      Object.entries(card.categories).map(([name, { feeds, kinds }]) => [name, { feeds, kinds: [...kinds] }]),
    ),
  };
}

/** What a score needs to know of a task. */
export function taskFacts(
  task: Task,
  { taskDigests }: Pick<Suite, 'taskDigests'>,
): RunHeader['tasks'][number] {
  const digest = taskDigests.get(task.id);
  return {
    id: task.id,
    category: task.category,
    class: task.class,
    kind: task.kind ?? null,
    template: task.template,
    pair: task.pair ?? null,
    difficulty: task.difficulty,
    targetLatencyMs: task.target.latencyMs ?? null,
    targetCostUsd: task.target.costUsd ?? null,
    toolsDeclared: task.tools.length > 0,
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Sorts by time, reads as one: `20260131-094500-3f9a`. */
export function newRunId(startedAt: Date): string {
  const [day = '', time = ''] = startedAt.toISOString().replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time.slice(0, 6)}-${randomBytes(2).toString('hex')}`;
}
