import type { PanelAgreement } from '../judge/judge.js';
import type { JudgeUse } from '../judge/judge-use.js';

/** What a grader, and then a task, came to. */
export type Verdict = 'pass' | 'partial' | 'fail' | 'n_a' | 'error';

/** Who answers for a fail or an error. */
export type Fault = 'miner' | 'judge' | 'sandbox' | 'harness' | 'task' | 'operator';

/** One grader's finding on one answer. */
export interface Finding {
  readonly verdict: Verdict;
  /** 0 to 1; 0 for fail, n_a and error. */
  readonly quality: number;
  /** One sentence: what was wanted, what was found. May quote the miner; renderers make it inert. */
  readonly reason: string;
  readonly fault?: Fault | undefined;
  /** Where in the answer the grader found what it judged; one an exchange at the most. */
  readonly spans: readonly Span[];
  /** The parts of a finding that has parts: a judge's criteria, the rules of `constraints`. */
  readonly parts?: readonly FindingPart[] | undefined;
  /** Of a criterion that a judge was asked about. */
  readonly judging?: Judging | undefined;
}

/** How a judge came to its verdict, and what that took. */
export interface Judging {
  /** Votes cast; left out: it came to no verdict. */
  readonly votes?: number | undefined;
  /** Share of criteria on which the first two votes agreed, 0 to 1. */
  readonly agreement?: number | undefined;
  readonly panel?: PanelAgreement | undefined;
  readonly use?: JudgeUse | undefined;
}

export interface FindingPart {
  readonly id: string;
  readonly met: boolean | undefined;
  readonly reason: string;
  /** Verbatim from the answer, found there by us. */
  readonly evidence?: string | undefined;
}

/** A half-open range of characters in one exchange's content, or whole things by their index. */
export interface Span {
  readonly exchange: number;
  readonly in: 'content' | 'tool' | 'artifact';
  /** content: UTF-16 offset into `reply.content`; tool, artifact: index into `toolCalls`, `artifacts`. */
  readonly start: number;
  readonly end: number;
}

/** All graders of a task together. */
export interface Grade {
  readonly verdict: Verdict;
  /** Weighted mean over the criteria that could be applied; 0 where a gate failed. */
  readonly quality: number;
  readonly reason: string;
  readonly fault?: Fault | undefined;
  readonly criteria: readonly Criterion[];
  /** Share of the graders' weight that could be applied, 0 to 1. */
  readonly coverage: number;
}

export interface Criterion extends Finding {
  readonly grader: string;
  readonly weight: number;
  readonly gate: boolean;
}
