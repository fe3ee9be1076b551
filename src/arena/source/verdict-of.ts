import type { EvalDetail } from './contract.js';

export type Verdict = 'pass' | 'fail' | 'n_a';

/** What an evaluation says of its attempt by now. */
export type Judged =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'decided'; readonly verdict: Verdict; readonly reasonCode: string | undefined }
  /** A word that this contract does not know: kept, not scored, and someone should look. */
  | { readonly kind: 'unknown'; readonly what: string };

const naReasons = new Set([
  'site_unavailable',
  'evaluator_error',
  'case_invalid',
  'infrastructure',
  'harness_crash',
]);

/**
 * Reads state and verdict. Partial credit lives in checkpoints: `partial` is a fail. An evaluator that failed or gave up
 * is `n_a`. An `n_a` for a reason that is not the infrastructure's is not believed: what an agent causes is a fail.
 */
export function verdictOf({ state, verdict, reason_code: reason }: EvalDetail): Judged {
  if (state === 'queued' || state === 'running') return { kind: 'waiting' };
  if (state === 'failed' || state === 'expired')
    return { kind: 'decided', verdict: 'n_a', reasonCode: 'evaluator_error' };
  if (state !== 'completed') return { kind: 'unknown', what: `state ${state}` };
  const reasonCode = reason ?? undefined;
  if (verdict === 'pass' || verdict === 'fail') return { kind: 'decided', verdict, reasonCode };
  if (verdict === 'partial') return { kind: 'decided', verdict: 'fail', reasonCode: 'partial' };
  if (verdict !== 'n_a') return { kind: 'unknown', what: `verdict ${verdict ?? 'missing'}` };
  return naReasons.has(reason ?? '')
    ? { kind: 'decided', verdict, reasonCode }
    : { kind: 'unknown', what: `n_a for ${reason ?? 'no reason'}` };
}
