import { inert } from '../lib/inert.js';
import { publicResult } from '../results/public-result.js';
import type { RunResult } from '../results/run-result.js';
import { boardOf } from './board-of.js';
import type { ExaminedRun } from './examine-run.js';
import type { ScoreCells } from './standings.js';

/** A row of `runs`, by the names of its columns. */
export interface RunRow {
  readonly id: string;
  readonly competitor: string | null;
  readonly board: string | null;
  readonly board_json: string | null;
  readonly status: 'official' | 'unverified';
  readonly reasons_json: string;
  readonly suite: string;
  readonly suite_sha256: string;
  readonly profile_sha256: string;
  readonly judge_sha256: string;
  readonly runner_sha256: string;
  readonly target: string;
  readonly image_digest: string | null;
  readonly visibility: string;
  readonly repeats: number;
  readonly concurrency: number;
  readonly seed: string;
  readonly started_at: number;
  readonly finished_at: number;
  readonly added_at: number;
  readonly publishable: boolean;
  readonly signer: string | null;
  readonly result_sha256: string;
  readonly journal_sha256: string;
  readonly scores_json: string;
  readonly ttft_p50_ms: number | null;
}

export interface AddedRun {
  readonly row: RunRow;
  /** The public result as JSON: of official runs alone, as nothing proves that of another is what it says it is. */
  readonly resultJson: string | null;
}

export interface AddedAs {
  readonly competitor: string | null;
  readonly imageDigest: string | null;
  readonly reasons: readonly string[];
  readonly now: number;
}

/** What is kept of a run. All text is inert and bounded: it was written by whoever made the run. */
export function addedRun({ result, ...examined }: ExaminedRun, added: AddedAs): AddedRun {
  const { run, suite, target, publishable } = result;
  const { key, ...board } = boardOf(result);
  const isOfficial = added.reasons.length === 0;
  return {
    row: {
      id: run.id,
      competitor: added.competitor,
      board: isOfficial ? key : null,
      board_json: JSON.stringify({ judge: board.judge, runner: board.runner }),
      status: isOfficial ? 'official' : 'unverified',
      reasons_json: JSON.stringify(added.reasons),
      suite: board.suite,
      suite_sha256: inert(board.suiteSha256, 64),
      profile_sha256: inert(board.profileSha256, 64),
      judge_sha256: board.judgeSha256,
      runner_sha256: board.runnerSha256,
      target: inert(target.url, 500),
      image_digest: added.imageDigest,
      visibility: suite.visibility,
      repeats: smallWhole(run.repeat),
      concurrency: smallWhole(run.concurrency),
      seed: inert(run.seed, 200),
      started_at: Date.parse(run.startedAt),
      finished_at: Date.parse(run.finishedAt),
      added_at: added.now,
      publishable: publishable.ok,
      signer: examined.signer,
      result_sha256: examined.resultSha256,
      journal_sha256: examined.journalSha256,
      scores_json: JSON.stringify(cellsOf(result)),
      ttft_p50_ms: result.metrics['ttftMs']?.p50 ?? null,
    },
    resultJson: isOfficial ? JSON.stringify(publicResult(result)) : null,
  };
}

function cellsOf({ scores }: RunResult): ScoreCells {
  const { composite, quality, speed, cost, streaming, modality } = scores;
  return { composite, quality, speed, cost, streaming, modality };
}

/** As PostgreSQL's `integer` can hold it. */
function smallWhole(count: number): number {
  return Math.min(2_147_483_647, Math.max(-2_147_483_648, count));
}
