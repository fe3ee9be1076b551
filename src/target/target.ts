import type { ChatRequest, Exchange } from './exchange.js';
import type { Trust } from './route.js';

/** The miner under test, as the rest of the program sees it. */
export interface Target extends AsyncDisposable {
  /** Base URL, without `/v1` and without credentials. */
  readonly url: string;
  /** Sends one chat completion and resolves with what came, whatever came. Rejects only on a bug of ours. */
  exchange(request: ChatRequest, options: ExchangeOptions): Promise<Exchange>;
  /** Plain GET below the base URL (`/health`, `/v1/models`), body capped. Never rejects. */
  get(path: string, timeoutMs: number): Promise<GetReply>;
  /** POST of a body as it is, well formed or not, under `application/json`; response capped. Never rejects. */
  post(path: string, body: string, timeoutMs: number): Promise<GetReply>;
  /**
   * Opens its idle connections ahead, so that the first requests need not wait for one. Never rejects: a request will
   * meet the same trouble and say so. Does nothing where every request has a connection of its own.
   */
  prepare(): Promise<void>;
}

export interface ExchangeOptions {
  readonly timeouts: Timeouts;
  readonly signal?: AbortSignal | undefined;
  /** Up to this many further tries on 429/503 with Retry-After and on resets; 0 = never. */
  readonly retries: number;
  /**
   * When it was meant to start, on the clock of `performance.now()`; now if left out. Where that lies ahead the timing side
   * holds the request until then, so that nothing that this thread does makes it late.
   */
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
  readonly contentType?: string | undefined;
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
  /**
   * `pooled` (default): connections are used again, and opened before the clock of an exchange starts. `fresh`: every
   * exchange opens its own; that is its `connectMs`.
   */
  readonly connectionMode?: ConnectionMode | undefined;
  /** URL of the HTTP proxy on the way, perhaps with credentials; undefined: none. */
  readonly proxy?: string | undefined;
  readonly trust?: Trust | undefined;
}

export const connectionModes = ['pooled', 'fresh'] as const;
export type ConnectionMode = (typeof connectionModes)[number];

/** What one response may cost us. Beyond: the miner's `too_large`. */
export interface WireLimits {
  readonly maxBodyBytes: number;
  readonly maxEventBytes: number;
  readonly maxEvents: number;
  readonly maxHeaderBytes: number;
}
