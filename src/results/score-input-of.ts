import { groupBy } from '../lib/group-by.js';
import { consumptionOf } from '../metrics/cost.js';
import { pairQualities } from '../scoring/pair-qualities.js';
import { toScoredExchanges } from '../scoring/scored-exchanges.js';
import type { ScoredAttempt, ScoredTask, ScoreInput } from '../scoring/score-input.js';
import type { AttemptRecord } from './attempt-record.js';
import { measuredOf } from './measured-of.js';
import type { RunHeader } from './run-header.js';

/**
 * What a run is scored from: every task that was selected, with the attempts that were finished, and every category the
 * suite declares, so that one a filter left out is missed. Pairs have their minimum already.
 */
export function scoreInputOf(header: RunHeader, records: readonly AttemptRecord[]): ScoreInput {
  const byTask = groupBy(records, ({ taskId }) => taskId);
  const tasks = header.tasks.map((task): LeanTask => {
    const own = [...(byTask.get(task.id) ?? [])].sort((left, right) => left.repeat - right.repeat);
    return {
      id: task.id,
      category: task.category,
      class: task.class,
      kind: task.kind ?? undefined,
      template: task.template,
      pair: task.pair ?? undefined,
      targetLatencyMs: task.targetLatencyMs ?? undefined,
      targetCostUsd: task.targetCostUsd ?? undefined,
      attempts: own.map(leanAttempt),
      records: own,
      toolsDeclared: task.toolsDeclared,
    };
  });
  return {
    categories: Object.entries(header.suite.categories).map(([name, { feeds, kinds }]) => ({
      name,
      feeds,
      kinds,
    })),
    tasks: pairQualities(tasks).map((task, at) => withExchanges(task, tasks[at])),
  };
}

/** A task with the records of its attempts, in the same order. */
interface LeanTask extends ScoredTask {
  readonly records: readonly AttemptRecord[];
  readonly toolsDeclared: boolean;
}

function leanAttempt(record: AttemptRecord): ScoredAttempt {
  const used = consumptionOf(measuredOf(record));
  return {
    repeat: record.repeat,
    ok: record.outcome.status === 'ok',
    quality: qualityOf(record),
    exchanges: [],
    tokens: used?.tokens ?? { own: { in: 0, out: 0 } },
    calls: used?.calls ?? {},
    computeSeconds: used?.computeSeconds ?? {},
  };
}

/** Exchanges are worked out when they are asked for: those of all attempts at once may not fit into memory. */
function withExchanges(task: ScoredTask, lean: LeanTask | undefined): ScoredTask {
  const { records = [], toolsDeclared = false } = lean ?? {};
  const { id, category, class: taskClass, kind, template, pair, targetLatencyMs, targetCostUsd } = task;
  return {
    id,
    category,
    class: taskClass,
    kind,
    template,
    pair,
    targetLatencyMs,
    targetCostUsd,
    attempts: task.attempts.map((attempt, at) => {
      const record = records[at];
      return {
        ...attempt,
        get exchanges() {
          return record === undefined
            ? []
            : toScoredExchanges(measuredOf(record).exchanges, { toolsDeclared });
        },
      };
    }),
  };
}

/** What the miner failed at counts as 0; what we could not do, and what could not be judged, is not counted. */
function qualityOf({ outcome, grade }: AttemptRecord): number | undefined {
  switch (outcome.status) {
    case 'miner_error':
      return 0;
    case 'harness_error':
    case 'n_a':
      return undefined;
    case 'ok':
      return grade.verdict === 'n_a' || grade.verdict === 'error' ? undefined : grade.quality;
  }
}
