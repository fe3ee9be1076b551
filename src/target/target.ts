import type { ChatRequest, Exchange } from './exchange.js';

/** The miner under test, as the rest of the program sees it. */
export interface Target extends AsyncDisposable {
  /** Base URL, without `/v1` and without credentials. */
  readonly url: string;
  /** Sends one chat completion and resolves with what came, whatever came. Rejects only on a bug of ours. */
  exchange(request: ChatRequest, options: ExchangeOptions): Promise<Exchange>;
  /** Plain GET below the base URL (`/health`, `/v1/models`), body capped. Never rejects. */
  get(path: string, timeoutMs: number): Promise<GetReply>;
}

export interface ExchangeOptions {
  readonly timeouts: Timeouts;
  readonly signal?: AbortSignal | undefined;
  /** Up to this many further tries on 429/503 with Retry-After and on resets; 0 = never. */
  readonly retries: number;
  /** When it was meant to start, on the clock of `performance.now()`; now if left out. */
  readonly scheduledAtMs?: number | undefined;
  /** Called once, when the first output event has been seen: ms since issue. For progress only. */
  readonly onFirstOutput?: ((atMs: number) => void) | undefined;
  /** Every stamped read with its bytes, for `--trace`. */
  readonly onRead?: ((atMs: number, bytes: Uint8Array) => void) | undefined;
}

/** Limits in ms since issue (first output, total) or since the last byte (idle). */
export interface Timeouts {
  readonly firstOutputMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
}

export interface GetReply {
  readonly status?: number | undefined;
  readonly latencyMs: number;
  readonly body: string;
  /** Why no status came (`ECONNREFUSED`, `timeout`). */
  readonly problem?: string | undefined;
}

export interface TargetOptions {
  /** As the user typed it: with or without `/v1`, perhaps with credentials in it. */
  readonly url: string;
  /** Sent with every request, Authorization included. */
  readonly headers: Readonly<Record<string, string>>;
  /** Connections kept open; at least the concurrency. */
  readonly connections: number;
  readonly limits: WireLimits;
}

/** What one response may cost us. Beyond: the miner's `too_large`. */
export interface WireLimits {
  readonly maxBodyBytes: number;
  readonly maxEventBytes: number;
  readonly maxEvents: number;
  readonly maxHeaderBytes: number;
}
