import type { AttemptRecord } from '../results/attempt-record.js';
import type { JudgeFitness } from '../results/judge-fitness.js';
import type { RunResult } from '../results/run-result.js';

/** What a run says while it goes: the progress line, `--json-events` and tests all listen to these. */
export type RunEvent =
  | {
      readonly kind: 'preflight';
      readonly url: string;
      readonly healthMs: number | undefined;
      readonly note: string;
    }
  /** The fitness battery begins, and how the judge did on it. */
  | { readonly kind: 'judge_check'; readonly url: string; readonly cases: number }
  | { readonly kind: 'judge_checked'; readonly url: string; readonly fitness: JudgeFitness }
  | {
      readonly kind: 'started';
      readonly runId: string;
      readonly folder: string;
      readonly suite: string;
      readonly total: number;
      /** Attempts found in the journal of an interrupted run. */
      readonly done: number;
      readonly concurrency: number;
      /** Attempts a second of an open loop; undefined: a closed one. */
      readonly rate?: number | undefined;
    }
  | { readonly kind: 'attempt_started'; readonly attemptId: string }
  | { readonly kind: 'first_output'; readonly attemptId: string; readonly ttftMs: number }
  | {
      readonly kind: 'attempt_finished';
      readonly record: AttemptRecord;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'warning'; readonly message: string }
  | {
      readonly kind: 'interrupted';
      /** Undefined: an open loop, which is not taken up again. */
      readonly resumeCommand: string | undefined;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'finished'; readonly folder: string; readonly result: RunResult };

export type OnRunEvent = (event: RunEvent) => void;
