/** Where time comes from. Injected, so that a test can own it. */
export interface Clock {
  /** Monotonic milliseconds with a fraction; only differences mean anything. */
  nowMs(): number;
  /** The calendar, for display and file names. */
  wall(): Date;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Milliseconds with three decimals: what leaves the program. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
