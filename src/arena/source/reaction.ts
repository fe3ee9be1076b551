/** What the arena does about a reply that is not what it asked for. Every status has one. */
export type Reaction =
  /** Same request, same idempotency key, later. */
  | { readonly kind: 'retry'; readonly afterMs: number }
  /** There is no case now: ask again later. */
  | { readonly kind: 'back_off'; readonly afterMs: number }
  /** The prefetched case is gone: fetch another. */
  | { readonly kind: 'refetch' }
  /** The attempt ends as n_a. */
  | { readonly kind: 'give_up'; readonly reason: 'contract_error' | 'eval_not_found' | 'evaluator_error' }
  /** Same key, other body: our own mistake. The attempt stops and someone should look. */
  | { readonly kind: 'conflict' }
  /** The worker stops. */
  | { readonly kind: 'stop' };

export type Call = 'fetch' | 'submit' | 'read';

export interface Failed {
  readonly call: Call;
  /** Undefined: no reply, or one that is not the contract's. */
  readonly status: number | undefined;
  /** From Retry-After. */
  readonly retryAfterMs: number | undefined;
  /** How often this request was sent, this time included. */
  readonly tries: number;
  /** 0 to 1, drawn anew each time, so that many clients do not come back together. */
  readonly jitter: number;
}

const mostTries = 6;
const mostReads = 3;
const longestWaitMs = 30_000;
/** A server may not park the arena for hours. */
const longestRetryAfterMs = 300_000;

export function reactionTo({ call, status, retryAfterMs, tries, jitter }: Failed): Reaction {
  const backOffMs = Math.min(longestWaitMs, 1_000 * 2 ** (tries - 1)) * (0.5 + jitter / 2);
  const waitMs = Math.min(longestRetryAfterMs, Math.max(retryAfterMs ?? 0, backOffMs));
  switch (status) {
    case 401:
    case 403:
      return { kind: 'stop' };
    case 409:
      return { kind: 'conflict' };
    case 410:
      return call === 'fetch' ? { kind: 'refetch' } : { kind: 'give_up', reason: 'contract_error' };
    case 404:
      if (call === 'fetch')
        return { kind: 'back_off', afterMs: Math.min(300_000, 15_000 * 2 ** (tries - 1)) };
      return tries < mostReads
        ? { kind: 'retry', afterMs: waitMs }
        : { kind: 'give_up', reason: 'eval_not_found' };
    case 429:
    case 503:
      return { kind: 'retry', afterMs: waitMs };
    case undefined:
      break;
    default:
      if (status < 500) return { kind: 'give_up', reason: 'contract_error' };
  }
  if (tries < mostTries) return { kind: 'retry', afterMs: waitMs };
  return call === 'fetch'
    ? { kind: 'back_off', afterMs: longestRetryAfterMs }
    : { kind: 'give_up', reason: 'evaluator_error' };
}
