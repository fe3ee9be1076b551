import type { JsonObject } from '../lib/json.js';

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

export type JudgeVerdict =
  | {
      readonly kind: 'judged';
      /** Weighted share of criteria met, 0 to 1. */
      readonly quality: number;
      readonly criteria: readonly CriterionVerdict[];
      readonly votes: number;
      /** Share of criteria on which the first two votes agreed, 0 to 1. */
      readonly agreement: number;
    }
  /** The judge works (it judged the reference) but not on this candidate: the candidate's fault. */
  | { readonly kind: 'candidate_fault'; readonly reason: string }
  /** The judge failed: excluded, lowers coverage, never a score. */
  | { readonly kind: 'judge_fault'; readonly reason: string };

export interface Judge {
  readonly identity: JudgeIdentity;
  judge(judgeCase: JudgeCase, signal?: AbortSignal): Promise<JudgeVerdict>;
  /** Calls, tokens and time spent so far. */
  usage(): JudgeUsage;
}

export interface JudgeIdentity {
  readonly model: string;
  /** Without credentials. */
  readonly url: string;
  /** SHA-256 of the prompt template and the reply schema. */
  readonly promptSha256: string;
  readonly settings: JsonObject;
}

export interface JudgeUsage {
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly faults: number;
}
