import type { Evaluated } from './evaluated.js';
import { pollEval } from './poll-eval.js';
import { reportEvent } from './report-event.js';
import { submitAttempt } from './submit-attempt.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** A calendar that says a poll is due later than this was set back meanwhile. */
const longestPollMs = 3_600_000;

interface Job {
  readonly attemptId: string;
  readonly dueInMs: number;
  readonly act: (signal: AbortSignal) => Promise<Evaluated>;
}

/**
 * Submits what has returned and polls what was submitted, beside the cohorts and never in their way, until the signal:
 * rejects with its reason, or with what ends the worker. All it knows stands in the store, so another may go on.
 */
export async function evaluateAttempts(
  ports: WorkerPorts,
  onRetired: (one: { readonly caseId: string; readonly caseVersion: number }) => void,
  signal: AbortSignal,
): Promise<never> {
  const loop = new EvaluationLoop(ports, onRetired);
  return loop.run(signal);
}

class EvaluationLoop {
  readonly #ports: WorkerPorts;
  readonly #onRetired: Parameters<typeof evaluateAttempts>[1];
  readonly #underWay = new Map<string, Promise<void>>();
  /** By the monotonic clock, for attempts that could not be submitted. */
  readonly #notBefore = new Map<string, number>();
  #hasNewVerdicts = false;

  constructor(ports: WorkerPorts, onRetired: Parameters<typeof evaluateAttempts>[1]) {
    this.#ports = ports;
    this.#onRetired = onRetired;
  }

  async run(outer: AbortSignal): Promise<never> {
    const failed = new AbortController();
    const signal = AbortSignal.any([outer, failed.signal]);
    const { bell } = this.#ports;
    try {
      for (;;) {
        const since = bell.rings;
        const jobs = (await this.#jobs()).filter(({ attemptId }) => !this.#underWay.has(attemptId));
        const due = jobs.filter(({ dueInMs }) => dueInMs <= 0);
        for (const job of due.slice(0, this.#freeSlots())) this.#begin(job, { signal, failed });
        await this.#refreshBoards();
        await bell.wait({ since, ms: this.#waitMs(jobs) }, signal);
      }
    } catch (problem) {
      failed.abort(problem);
      await Promise.all(this.#underWay.values());
      throw problem;
    }
  }

  #freeSlots(): number {
    return Math.max(0, this.#ports.settings.evaluationsAtOnce - this.#underWay.size);
  }

  /** To the next that is due, and not longer than a look at what other machines did may wait. */
  #waitMs(jobs: readonly Job[]): number {
    const ahead = jobs.map(({ dueInMs }) => dueInMs).filter((dueInMs) => dueInMs > 0);
    return Math.min(this.#ports.settings.lookEveryMs, ...ahead);
  }

  async #jobs(): Promise<readonly Job[]> {
    const ports = this.#ports;
    const nowMs = ports.clock.nowMs();
    const wall = wallMs(ports.clock);
    const returned = await ports.tables.attempts.inStatus(['returned']);
    const open = await ports.tables.evals.open();
    return [
      ...returned.map((attempt): Job => ({
        attemptId: attempt.id,
        dueInMs: (this.#notBefore.get(attempt.id) ?? nowMs) - nowMs,
        act: (signal) => submitAttempt(ports, { attempt, onRetired: this.#onRetired }, signal),
      })),
      ...open.map((one): Job => ({
        attemptId: one.attemptId,
        dueInMs: one.nextPollAt - wall > longestPollMs ? 0 : one.nextPollAt - wall,
        act: (signal) => pollEval(ports, one, signal),
      })),
    ];
  }

  #begin(
    job: Job,
    { signal, failed }: { readonly signal: AbortSignal; readonly failed: AbortController },
  ): void {
    const { attemptId } = job;
    const done = this.#perform(job, signal)
      .catch((problem: unknown) => {
        failed.abort(problem);
      })
      .finally(() => {
        this.#underWay.delete(attemptId);
        this.#ports.bell.ring();
      });
    this.#underWay.set(attemptId, done);
  }

  async #perform({ attemptId, act }: Job, signal: AbortSignal): Promise<void> {
    const evaluated = await act(signal);
    if (evaluated.kind === 'later') {
      this.#notBefore.set(attemptId, this.#ports.clock.nowMs() + evaluated.afterMs);
      return;
    }
    this.#notBefore.delete(attemptId);
    this.#hasNewVerdicts ||= evaluated.hasVerdict;
  }

  /** A board that cannot be brought up to date is old, and says so: nothing waits for it. */
  async #refreshBoards(): Promise<void> {
    if (!this.#hasNewVerdicts) return;
    this.#hasNewVerdicts = false;
    try {
      await this.#ports.onVerdicts();
    } catch (problem) {
      await reportEvent(this.#ports, {
        level: 'alert',
        kind: 'boards_not_refreshed',
        data: { why: String(problem) },
      });
    }
  }
}
