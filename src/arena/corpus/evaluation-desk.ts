import { randomUUID } from 'node:crypto';
import type { BoundedChecks } from '../../graders/define-grader.js';
import type { Clock } from '../../lib/clock.js';
import { digestOf } from '../../lib/digest.js';
import type { JsonObject } from '../../lib/json.js';
import { packageVersion } from '../../lib/package-version.js';
import type { CheckedPoint, Evaluation } from './evaluate.js';
import { evaluate } from './evaluate.js';
import type { Corpus } from './load-corpus.js';
import { sourceError, type SourceReply, type SourceSubmitRequest } from './source-requests.js';

export interface EvaluationDeskOptions {
  readonly bounded: BoundedChecks;
  readonly clock: Clock;
  /** How long an evaluation stays queued, ms. */
  readonly delayMs: number;
}

interface Kept {
  readonly evalId: string;
  readonly attemptId: string;
  readonly requestSha256: string;
  readonly submittedAt: Date;
  readonly readyAtMs: number;
  readonly evaluation: Promise<Evaluation>;
}

/** The last so many evaluations are kept; who asks for an older one is told that there is none. */
const mostKept = 10_000;
const pollAfterMs = 200;

/** Takes submissions and answers for their evaluations. In memory: a restart forgets them, as the contract allows. */
export class EvaluationDesk {
  readonly #corpus: Corpus;
  readonly #options: EvaluationDeskOptions;
  readonly #byAttempt = new Map<string, Kept>();
  readonly #byId = new Map<string, Kept>();

  constructor(corpus: Corpus, options: EvaluationDeskOptions) {
    this.#corpus = corpus;
    this.#options = options;
  }

  /** The same key and body again is answered as before; another body under that key is a conflict. */
  submit(key: string | undefined, request: SourceSubmitRequest, whole: JsonObject): SourceReply {
    if (key !== request.attempt_id)
      return sourceError(422, 'invalid_request', 'Idempotency-Key is not the attempt_id');
    const requestSha256 = digestOf(whole);
    const before = this.#byAttempt.get(key);
    if (before !== undefined) {
      return before.requestSha256 === requestSha256
        ? accepted(before)
        : sourceError(409, 'idempotency_conflict', 'this attempt was submitted with another body');
    }
    const { case_id: id, case_version: version, payload_sha256: sha256, submission } = request;
    const one = this.#corpus.cases.find((each) => each.id === id && each.version === version);
    if (one === undefined || this.#corpus.payloads.get(id)?.sha256 !== sha256)
      return sourceError(410, 'case_retired', 'the corpus has no such case, version and payload');

    const { bounded, clock, delayMs } = this.#options;
    const evaluation = evaluate(
      one,
      { status: submission.status, output: submission.output, finalUrl: submission.final_url ?? null },
      { bounded, pageState: (url) => this.#corpus.pages.get(url) },
    );
    const kept: Kept = {
      evalId: `ev_${randomUUID()}`,
      attemptId: key,
      requestSha256,
      submittedAt: clock.wall(),
      readyAtMs: clock.nowMs() + delayMs,
      evaluation,
    };
    // Whoever asks for it is told; nobody may, and the program must not end over that.
    evaluation.catch(() => undefined);
    this.#keep(kept);
    return accepted(kept);
  }

  async read(evalId: string): Promise<SourceReply> {
    const kept = this.#byId.get(evalId);
    if (kept === undefined) return sourceError(404, 'eval_not_found', 'there is no such evaluation');
    const { attemptId, submittedAt, readyAtMs } = kept;
    const facts = { eval_id: evalId, attempt_id: attemptId, submitted_at: submittedAt.toISOString() };
    const leftMs = readyAtMs - this.#options.clock.nowMs();
    if (leftMs > 0) return { status: 200, body: { ...facts, state: 'running', poll_after_ms: pollAfterMs } };
    const evaluation = await kept.evaluation;
    return {
      status: 200,
      body: {
        ...facts,
        state: 'completed',
        verdict: evaluation.verdict,
        score: evaluation.score,
        reason_code: evaluation.reasonCode,
        checkpoints: evaluation.checkpoints.map(sentCheckpoint),
        evaluator: { name: 'janus-bench corpus', version: packageVersion() },
        completed_at: new Date(submittedAt.getTime() + this.#options.delayMs).toISOString(),
        poll_after_ms: null,
        error: null,
      },
    };
  }

  #keep(kept: Kept): void {
    this.#byAttempt.set(kept.attemptId, kept);
    this.#byId.set(kept.evalId, kept);
    if (this.#byId.size <= mostKept) return;
    const [oldest] = this.#byId.values();
    if (oldest === undefined) return;
    this.#byId.delete(oldest.evalId);
    this.#byAttempt.delete(oldest.attemptId);
  }
}

function accepted({ evalId }: Kept): SourceReply {
  return { status: 202, body: { eval_id: evalId, state: 'queued', poll_after_ms: pollAfterMs } };
}

function sentCheckpoint({ rule, status, expected, actual, message }: CheckedPoint): JsonObject {
  const { id, label, kind, required, weight } = rule;
  return {
    id,
    label,
    kind,
    path: 'path' in rule ? rule.path : null,
    required,
    status,
    weight,
    expected,
    actual,
    message,
  };
}
