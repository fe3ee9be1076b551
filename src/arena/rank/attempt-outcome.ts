/** What ranking needs of one evaluated attempt. */
export interface AttemptOutcome {
  readonly verdict: 'pass' | 'fail' | 'n_a';
  /** From the attempt's start to its terminal result; a timeout at its cap. */
  readonly latencyMs: number;
  /** Undefined: neither metered nor reported, and not to be inferred. */
  readonly costUsd?: number | undefined;
  readonly tokens?: number | undefined;
  /** False for timeouts, crashes and invalid output. */
  readonly clean: boolean;
}
