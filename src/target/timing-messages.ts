import type { TransportFailure } from './failure.js';

/** What the main thread and the timing worker say to each other. All times are on the main thread's `performance.now()`. */

export interface TimingSettings {
  readonly origin: string;
  readonly maxHeaderBytes: number;
  /** Connections kept open while nothing uses them. */
  readonly idleConnections: number;
  /** The main thread's `sharedClockAnchorMs()`. */
  readonly mainAnchorMs: number;
}

export interface SendOrder {
  readonly kind: 'send';
  readonly id: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Already serialised: building it is no part of the measured time. */
  readonly body: Uint8Array | undefined;
  readonly maxBodyBytes: number;
}

export type TimingOrder =
  | SendOrder
  | { readonly kind: 'abort'; readonly id: number }
  /** Answered by `alive`, after everything that came before it. */
  | { readonly kind: 'check'; readonly id: number };

export type TimingReport =
  | IssuedReport
  | HeadersReport
  | ReadReport
  | { readonly kind: 'alive'; readonly id: number; readonly atMs: number }
  | EndReport;

export interface IssuedReport {
  readonly kind: 'issued';
  readonly id: number;
  readonly atMs: number;
}

export interface HeadersReport {
  readonly kind: 'headers';
  readonly id: number;
  readonly atMs: number;
  readonly status: number;
  readonly headers: ResponseHeaders;
}

/** The response headers that mean something to us. */
export interface ResponseHeaders {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly retryAfter: string | undefined;
  readonly location: string | undefined;
}

/** One socket read of the body: where its bytes lie in the batch. */
export interface ReadReport {
  readonly kind: 'read';
  readonly id: number;
  readonly atMs: number;
  readonly start: number;
  readonly end: number;
}

export interface EndReport {
  readonly kind: 'end';
  readonly id: number;
  readonly atMs: number;
  readonly how: TransportEnd;
  readonly wasRetriedSilently: boolean;
  /** Worst stall of the worker's event loop meanwhile, ms. */
  readonly lagMs: number;
}

export type TransportEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/** Reports of one turn of the worker's event loop, and the bytes that its `read` reports point into. */
export interface TimingBatch {
  readonly reports: readonly TimingReport[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}
