import type { ExitReason } from './exit-codes.js';

export interface BenchErrorOptions {
  /** What the user can do about it, one sentence. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The user's or the world's fault: says what happened and where; `hint` says what to do. A bug is never one of these. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly reason: ExitReason;
  readonly hint: string | undefined;

  constructor(reason: ExitReason, message: string, { hint, cause }: BenchErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.hint = hint;
  }
}
