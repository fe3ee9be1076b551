import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { countPairs } from '../compare/count-pairs.js';
import type { JudgedPair, Pairwise } from '../compare/pairwise.js';
import { BenchError } from '../errors/bench-error.js';
import { pairPromptSha256 } from '../judge/pairs/pair-prompt.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { groupBy } from '../lib/group-by.js';
import type { Journal } from '../results/journal-file.js';
import type { RunHeader } from '../results/run-header.js';
import { clustersOf } from '../scoring/clusters.js';
import type { Suite } from '../suite/task.js';
import { attemptPairs, type AttemptPair } from './attempt-pairs.js';
import { requireFitJudge } from './require-fit-judge.js';
import { requireFitPairs } from './require-fit-pairs.js';
import type { OnRunEvent } from './run-event.js';

export interface PairsToJudge {
  readonly base: Pick<Journal, 'header' | 'records'>;
  readonly candidate: Pick<Journal, 'header' | 'records'>;
  /** That of both runs. */
  readonly suite: Suite;
}

export interface JudgePairsOptions {
  readonly judge: OpenJudge;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Pairs under way at once; the judge has its own limit on requests. */
const concurrency = 16;

/**
 * Puts both answers of every pair of attempts of a judged task to the judge, in both orders. Before that the judge passes
 * both batteries, whatever `--judge-unfit` says. Throws BenchError('usage') where the runs have no judged task in common,
 * ('invalid') on an unfit judge; rejects with the signal's reason.
 */
export async function judgePairs(
  { base, candidate, suite }: PairsToJudge,
  { judge, signal, onEvent, onProgress }: JudgePairsOptions,
): Promise<Pairwise> {
  const pairs = attemptPairs({ base: base.records, candidate: candidate.records }, suite);
  if (pairs.length === 0) {
    throw new BenchError('usage', 'the two runs have no judged task in common: there is no pair to judge', {
      hint: 'Tasks with a grader of type judge are compared pairwise, no others.',
    });
  }
  const fitness = await requireFitJudge(judge, { settings: { judgeUnfit: 'refuse' }, onEvent, signal });
  const pairFitness = await requireFitPairs(judge, signal);
  const judged = await judgeAll(pairs, { judge, signal, onProgress });
  const { model, url, panel } = judge.identity;
  return {
    judge: {
      ...{ model, url, promptSha256: pairPromptSha256, fitness, pairFitness, use: useOf(judge) },
      ...(panel === undefined ? {} : { panel }),
    },
    ...countPairs(judged, clusterLookup(base.header)),
    pairs: judged,
  };
}

async function judgeAll(
  pairs: readonly AttemptPair[],
  { judge, signal, onProgress }: Omit<JudgePairsOptions, 'onEvent'>,
): Promise<readonly JudgedPair[]> {
  setMaxListeners(0, signal);
  const limit = pLimit(concurrency);
  let done = 0;
  return Promise.all(
    pairs.map((pair) =>
      limit(async () => {
        signal.throwIfAborted();
        const judged = await judgeOne(pair, judge, signal);
        onProgress?.(++done, pairs.length);
        return judged;
      }),
    ),
  );
}

const outcomes = { candidate: 'win', base: 'loss', tie: 'tie' } as const;

async function judgeOne(pair: AttemptPair, judge: OpenJudge, signal: AbortSignal): Promise<JudgedPair> {
  const { attemptId, taskId } = pair;
  if (pair.kind === 'known') {
    const { outcome, reason } = pair;
    return { attemptId, taskId, outcome, isAsked: false, orders: [], reason };
  }
  const preference = await judge.prefer(pair.pair, signal);
  const { reason } = preference;
  if (preference.kind === 'not_counted')
    return { attemptId, taskId, outcome: 'not_counted', isAsked: true, orders: [], reason };
  const { winner, orders, evidence } = preference;
  return {
    ...{ attemptId, taskId, outcome: outcomes[winner], isAsked: true, orders, reason },
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function useOf(judge: OpenJudge): Pairwise['judge']['use'] {
  const { calls, cachedVotes = 0, promptTokens, completionTokens, costUsd } = judge.usage();
  return {
    ...{ calls, cachedVotes, promptTokens, completionTokens },
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** As scores are bootstrapped: tasks of one template, and pairs, are one cluster of their category. */
function clusterLookup({ tasks, suite }: RunHeader): (taskId: string) => number | string {
  const ordered = [...groupBy(tasks, ({ category }) => category)];
  let start = 0;
  const categories = ordered.map(([name, ofCategory]) => {
    const range = { start, end: start + ofCategory.length };
    start = range.end;
    const { feeds = 'none', kinds = [] } = suite.categories[name] ?? {};
    return { name, feeds, kinds, ...range };
  });
  const placed = ordered.flatMap(([, ofCategory]) => ofCategory);
  const { clusterOf } = clustersOf({
    categories,
    tasks: placed.map(({ template, pair }) => ({ task: { template, pair: pair ?? undefined } })),
  });
  const byId = new Map(placed.map(({ id }, at) => [id, clusterOf[at] ?? id]));
  return (taskId) => byId.get(taskId) ?? taskId;
}
