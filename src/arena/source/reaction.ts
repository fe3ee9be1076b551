/** What the arena does about a reply that is not what it asked for. Every status has one. */
export type Reaction =
  /** Same request, same idempotency key, later. */
  | { readonly kind: 'retry'; readonly afterMs: number }
  /** There is no case, or nobody to ask: again later. */
  | {
      readonly kind: 'back_off';
      readonly reason: 'no_case_available' | 'unreachable';
      readonly afterMs: number;
    }
  /** The prefetched case is gone: fetch another. */
  | { readonly kind: 'refetch' }
  /** The attempt ends as n_a. */
  | { readonly kind: 'give_up'; readonly reason: GiveUpReason }
  /** Same key, other body: our own mistake. The attempt stops and someone should look. */
  | { readonly kind: 'conflict' }
  /** The worker stops. */
  | { readonly kind: 'stop' };

type GiveUpReason = 'contract_error' | 'case_retired' | 'eval_not_found' | 'evaluator_error';

export type Call = 'fetch' | 'submit' | 'read';

export interface Failed {
  readonly call: Call;
  /** Undefined: no reply, or one that is not the contract's. */
  readonly status: number | undefined;
  /** The body is an error of the contract: it comes from the source itself, not from a guard in front of it. */
  readonly isSourcesWord: boolean;
  /** From Retry-After. */
  readonly retryAfterMs: number | undefined;
  /** How often this request was sent, this time included. */
  readonly tries: number;
  /** 0 to 1, drawn anew each time, so that many clients do not come back together. */
  readonly jitter: number;
}

const mostTries = 6;
/** Of a request that the source has no time for: then others get its place for a while. */
const mostBusyTries = 20;
const mostReads = 3;
const longestWaitMs = 30_000;
/** A server may not park the arena for hours. */
const longestRetryAfterMs = 300_000;

export function reactionTo(failed: Failed): Reaction {
  const { call, status, isSourcesWord, retryAfterMs, tries, jitter } = failed;
  const backOffMs = Math.min(longestWaitMs, 1_000 * 2 ** (tries - 1)) * (0.5 + jitter / 2);
  const waitMs = Math.min(longestRetryAfterMs, Math.max(retryAfterMs ?? 0, backOffMs));
  switch (status) {
    case 401:
    case 403:
      // A guard before the source may dislike what an agent wrote: that must not stop the arena.
      if (call === 'submit' && status === 403 && !isSourcesWord)
        return { kind: 'give_up', reason: 'contract_error' };
      return { kind: 'stop' };
    case 409:
      return { kind: 'conflict' };
    case 410:
      if (call === 'fetch') return { kind: 'refetch' };
      return { kind: 'give_up', reason: call === 'submit' ? 'case_retired' : 'contract_error' };
    case 404:
      if (call === 'fetch')
        return {
          kind: 'back_off',
          reason: 'no_case_available',
          afterMs: Math.min(300_000, 15_000 * 2 ** (tries - 1)),
        };
      return tries < mostReads
        ? { kind: 'retry', afterMs: waitMs }
        : { kind: 'give_up', reason: 'eval_not_found' };
    case 429:
    case 503:
      if (tries < mostBusyTries) return { kind: 'retry', afterMs: waitMs };
      return unanswered(call);
    // No answer in time, or too early for one: nothing was refused.
    case 408:
    case 425:
    case undefined:
      break;
    default:
      if (status < 500) return { kind: 'give_up', reason: 'contract_error' };
  }
  return tries < mostTries ? { kind: 'retry', afterMs: waitMs } : unanswered(call);
}

function unanswered(call: Call): Reaction {
  return call === 'fetch'
    ? { kind: 'back_off', reason: 'unreachable', afterMs: longestRetryAfterMs }
    : { kind: 'give_up', reason: 'evaluator_error' };
}
