import type { TransportFailure } from './failure.js';
import type { Route } from './route.js';
import type { SetUpPhases } from './timeline.js';

/** What the main thread and the timing worker say to each other. All times are on the main thread's `performance.now()`. */

export interface TimingSettings {
  readonly route: Route;
  readonly maxHeaderBytes: number;
  /** Connections kept open while nothing uses them. */
  readonly idleConnections: number;
  /** Every request gets a connection of its own, opened inside the measured time. */
  readonly isFresh: boolean;
  /** Of a `Backlog`. */
  readonly backlog: SharedArrayBuffer;
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
  /** Held until then; undefined: sent at once. */
  readonly dueAtMs?: number | undefined;
  readonly maxBodyBytes: number;
}

export type TimingOrder =
  | SendOrder
  | { readonly kind: 'abort'; readonly id: number }
  /** Answered by `alive`, after everything that came before it. */
  | { readonly kind: 'check'; readonly id: number }
  /** Opens the idle connections ahead; answered by `prepared`. */
  | { readonly kind: 'prepare'; readonly id: number };

export type TimingReport =
  | IssuedReport
  | HeadersReport
  | ReadsReport
  | { readonly kind: 'alive'; readonly id: number; readonly atMs: number }
  | { readonly kind: 'prepared'; readonly id: number }
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

/** Socket reads of bodies that came one after the other: entries `from` to `to` (exclusive) of the batch's `reads`. */
export interface ReadsReport {
  readonly kind: 'reads';
  readonly from: number;
  readonly to: number;
}

/** Numbers of one read in `reads`: the request's id, the stamp, and where its bytes begin and end. */
export const readFields = 4;

export interface EndReport {
  readonly kind: 'end';
  readonly id: number;
  readonly atMs: number;
  readonly how: TransportEnd;
  /** Set-up of a connection of its own, before the request was sent, ms; else 0. */
  readonly connectMs: number;
  readonly wasRetriedSilently: boolean;
  /** Undefined: the request was never handed to a connection. */
  readonly phases: FlightPhases | undefined;
  /** Worst stall of the worker's event loop meanwhile, ms. */
  readonly lagMs: number;
}

/** `Phases` with stamps in place of times since issue. */
export interface FlightPhases {
  readonly setUp: SetUpPhases | undefined;
  readonly sentAtMs: number | undefined;
  readonly firstByteAtMs: number | undefined;
}

export type TransportEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'failed'; readonly failure: TransportFailure };

/** What happened in the worker, in order. Reads are numbers, because there are many and objects are dear to send. */
export interface TimingBatch {
  readonly reports: readonly TimingReport[];
  readonly reads: Float64Array<ArrayBuffer>;
  /** What the reads point into. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}
