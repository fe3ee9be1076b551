import type { Json } from '../lib/json.js';
import type { JudgeUse } from './judge-use.js';

/** One yes/no question about an answer. */
export interface JudgeCriterion {
  readonly id: string;
  /** `present`: met only with a verbatim quote. `absent`: met unless a violation is quoted. */
  readonly kind: 'present' | 'absent';
  /** A question with a yes or no answer. */
  readonly question: string;
  readonly weight: number;
}

export interface JudgeCase {
  /** What the miner was asked, shortened by the caller if long. */
  readonly task: string;
  /** A right answer, to compare with. */
  readonly reference: string;
  readonly criteria: readonly JudgeCriterion[];
  /** The miner's final answer; never its reasoning. */
  readonly candidate: string;
}

export interface CriterionVerdict {
  readonly id: string;
  readonly met: boolean;
  /** Verbatim from the candidate, found there by us, with its offset. */
  readonly evidence?: { readonly quote: string; readonly start: number } | undefined;
  readonly reason: string;
}

export type JudgeVerdict = (
  | {
      readonly kind: 'judged';
      /** Weighted share of criteria met, 0 to 1. */
      readonly quality: number;
      readonly criteria: readonly CriterionVerdict[];
      readonly votes: number;
      /** Share of criteria on which the first two votes agreed, 0 to 1; of a panel the mean over its judges. */
      readonly agreement: number;
      readonly panel?: PanelAgreement | undefined;
    }
  /** The judge works (it judged the reference) but not on this candidate: the candidate's fault. */
  | { readonly kind: 'candidate_fault'; readonly reason: string }
  /** The judge failed: excluded, lowers coverage, never a score. */
  | { readonly kind: 'judge_fault'; readonly reason: string }
) & {
  /** What this case took, where it was counted. */
  readonly use?: JudgeUse | undefined;
};

/** How several judges came to one verdict. */
export interface PanelAgreement {
  /** Judges that were asked. */
  readonly asked: number;
  /** Judges that decided: those that did not fail. */
  readonly decided: number;
  /** Share of criteria on which all that judged were of one mind, 0 to 1. */
  readonly agreement: number;
}

export interface Judge {
  readonly identity: JudgeIdentity;
  judge(judgeCase: JudgeCase, signal?: AbortSignal): Promise<JudgeVerdict>;
  /** Calls, tokens and time spent so far. */
  usage(): JudgeUsage;
  /** The judges of a panel, each of which must be fit; left out: it is one judge. */
  readonly members?: readonly Judge[] | undefined;
}

export interface JudgeIdentity {
  readonly model: string;
  /** Without credentials. */
  readonly url: string;
  /** SHA-256 of the prompt template and the reply schema. */
  readonly promptSha256: string;
  /** How it is asked: temperature, maxTokens, votes … */
  readonly settings: Readonly<Record<string, Json>>;
  /** Each judge of a panel; left out: there is one. Model and URL above then name them all. */
  readonly panel?: readonly { readonly model: string; readonly url: string }[] | undefined;
}

export interface JudgeUsage extends Omit<JudgeUse, 'cachedVotes'> {
  readonly cachedVotes?: number | undefined;
  readonly faults: number;
  /** A request was not sent because its budget would not have held. */
  readonly isBudgetSpent?: boolean | undefined;
}
