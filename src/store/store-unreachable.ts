import { BenchError } from '../errors/bench-error.js';

/**
 * The store does not answer: it may answer later, and whether the statement under way took effect is not known. What
 * goes on for days waits and tries again; everything else ends with it.
 */
export class StoreUnreachable extends BenchError {
  constructor(message: string, { hint, cause }: { readonly hint: string; readonly cause?: unknown }) {
    super('usage', message, { hint, cause });
  }
}
