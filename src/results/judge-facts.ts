import { judgeFaults, meanAgreement, totalJudgeUse, type JudgedRecords } from './judge-use.js';
import type { RunHeader } from './run-header.js';
import type { RunResult } from './run-result.js';

export type JudgeTold = Readonly<
  Record<'calls' | 'promptTokens' | 'completionTokens' | 'faults', number | null> &
    Partial<Record<'cachedVotes' | 'costUsd', number | null | undefined>>
>;

const nothingTold: JudgeTold = { calls: null, promptTokens: null, completionTokens: null, faults: null };

/** The result's block about the judge; null: there was none. `told` stands in where the journal does not say. */
export function judgeFacts(
  { header: { judge }, records, judgeUse }: JudgedRecords & { readonly header: RunHeader },
  told: JudgeTold = nothingTold,
): RunResult['judge'] {
  if (judge === null) return null;
  const counted = totalJudgeUse({ records, judgeUse });
  const use: JudgeTold = counted === undefined ? told : { ...counted, faults: judgeFaults(records) };
  const whole = (count: number | null | undefined) => (typeof count === 'number' ? Math.round(count) : null);
  const { model, url, promptSha256, panel } = judge;
  return {
    ...{ model, url, promptSha256, panel },
    calls: whole(use.calls),
    cachedVotes: whole(use.cachedVotes),
    promptTokens: whole(use.promptTokens),
    completionTokens: whole(use.completionTokens),
    costUsd: use.costUsd ?? null,
    agreement: meanAgreement(records),
    faults: whole(use.faults),
    fitness: judge.fitness ?? null,
  };
}
