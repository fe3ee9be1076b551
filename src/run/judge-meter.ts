import { addUse, noUse, type JudgeUse } from '../judge/judge-use.js';
import type { Judge, JudgeUsage } from '../judge/judge.js';
import type { Journal } from './journal.js';

/** A judge whose use gets into the journal: with each attempt by its grade, and here what no grade holds. */
export interface MeteredJudge {
  readonly judge: Judge;
  /** Writes down what was used since and came to no verdict. */
  settle(): Promise<void>;
}

/** Writes down at once what was used before the first attempt, so that it outlives this process. */
export async function meterJudge(judge: Judge, journal: Journal): Promise<MeteredJudge> {
  let told = noUse;
  const tell = async (use: JudgeUse) => {
    if (use.calls > 0 || use.cachedVotes > 0)
      await journal.append({ schema: 'janus-bench/judge-use', schemaVersion: 1, use: { ...use } });
  };
  told = plain(judge.usage());
  await tell(told);
  return {
    judge: {
      identity: judge.identity,
      usage: () => judge.usage(),
      judge: async (judgeCase, signal) => {
        const verdict = await judge.judge(judgeCase, signal);
        told = addUse(told, verdict.use ?? noUse);
        return verdict;
      },
    },
    settle: () => tell(less(plain(judge.usage()), told)),
  };
}

function plain({ calls, cachedVotes = 0, promptTokens, completionTokens, costUsd }: JudgeUsage): JudgeUse {
  return {
    calls,
    cachedVotes,
    promptTokens,
    completionTokens,
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

function less(all: JudgeUse, part: JudgeUse): JudgeUse {
  return {
    calls: all.calls - part.calls,
    cachedVotes: all.cachedVotes - part.cachedVotes,
    promptTokens: all.promptTokens - part.promptTokens,
    completionTokens: all.completionTokens - part.completionTokens,
    ...(all.costUsd === undefined ? {} : { costUsd: Math.max(0, all.costUsd - (part.costUsd ?? 0)) }),
  };
}
