/** Jobs of a cohort, on their way to whatever machine performs them. A job may come twice: the store says who may perform it. */
export interface AttemptQueue {
  /** In this order. */
  send(attemptIds: readonly string[]): Promise<void>;
  /** Performs jobs as they come, at most `concurrency` at once, until `signal`; then waits for those under way. */
  perform(
    act: (attemptId: string, signal: AbortSignal) => Promise<void>,
    options: { readonly concurrency: number; readonly signal: AbortSignal },
  ): Promise<void>;
}
