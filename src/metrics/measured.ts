import type { Timeline } from '../target/timeline.js';
import type { Usage } from '../target/exchange.js';

/** What the metrics of one attempt are computed from. */
export interface MeasuredAttempt {
  /** In the order they were sent. */
  readonly exchanges: readonly MeasuredExchange[];
  /** What the operator's meter saw of the whole attempt, where there was one. */
  readonly metered?: Metered | undefined;
}

export interface MeasuredExchange {
  readonly timeline: Timeline;
  /** Where the answer starts (`answerStartMs`), ms since issue like every stamp of the timeline. */
  readonly answerMs?: number | undefined;
  /** The last non-null usage the miner reported. */
  readonly usage?: Usage | undefined;
  /** Our own count of the message text sent and of the text received. */
  readonly ownTokens: TokenPair;
  /** issued - scheduled, ms. */
  readonly scheduleLagMs: number;
  /** Worst event-loop stall of the timing side meanwhile, ms. */
  readonly clientLagMs: number;
  /** False where the body was not a stream. */
  readonly streamed: boolean;
}

export interface TokenPair {
  readonly in: number;
  readonly out: number;
}

export interface Metered {
  readonly in?: number | undefined;
  readonly out?: number | undefined;
  readonly calls?: number | undefined;
  readonly cpuSeconds?: number | undefined;
}
