import { BenchError } from '../../errors/bench-error.js';

/** 401 or 403: no request of ours will be answered, so the worker ends. */
export function sourceRefusedUs(why: string): BenchError {
  return new BenchError('usage', `the case source refuses us: ${why}`, {
    hint: 'Set the bearer token that it wants, or have this one allowed, and start the worker again.',
  });
}
