/** What one exchange looked like in time. Everything else in the program is about this value. */
export interface Timeline {
  /** Connection set-up inside the exchange, ms; 0 on a reused or pre-opened connection. */
  readonly connectMs: number;
  /** Response headers complete, ms since issue. Undefined: none came. */
  readonly headersMs?: number | undefined;
  /** End of the response body (or of the connection), ms since issue. */
  readonly endMs: number;
  /** Every socket read of the body, stamped on arrival. */
  readonly reads: readonly Read[];
  readonly events: readonly StreamEvent[];
  /** Where the time before the first event went. Undefined: the request never reached a connection. */
  readonly phases?: Phases | undefined;
}

/** How long each part of a connection's set-up took, ms. Undefined: there was no such part. */
export interface SetUpPhases {
  /** Looking up the host's name. */
  readonly dnsMs?: number | undefined;
  readonly tcpMs: number;
  /** Until a proxy had opened the way. */
  readonly proxyMs?: number | undefined;
  readonly tlsMs?: number | undefined;
}

export interface Phases {
  /** Set-up of the connection, before the issue or (see `connectMs`) inside the exchange. Undefined: it was used before. */
  readonly setUp?: SetUpPhases | undefined;
  /** The system had taken all of the request, ms since issue. Undefined: it had not, by the end. */
  readonly sentMs?: number | undefined;
  /** First byte of the response's head, ms since issue. Undefined: none came. */
  readonly firstByteMs?: number | undefined;
}

export interface Read {
  /** ms since issue. */
  readonly atMs: number;
  readonly bytes: number;
}

/** Kinds that carry something for the user. An event has one of these only when it is non-empty. */
export const outputKinds = ['reasoning', 'content', 'tool', 'refusal', 'artifact'] as const;

export const eventKinds = [
  'keepalive', // a comment, or a data frame with no choices, usage, error or payload
  'role',
  'empty',
  ...outputKinds,
  'finish',
  'usage',
  'error',
  'done',
  'malformed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One thing that one frame said. A frame that says several (content and a finish reason) gives several, same time. */
export interface StreamEvent {
  readonly kind: EventKind;
  /** Stamp of the read that completed the frame's blank line, ms since issue. */
  readonly atMs: number;
  /** Index of the frame (SSE event or comment) in the stream. */
  readonly frame: number;
  /** Index of that read in `reads`: frames with the same one are coalesced. */
  readonly read: number;
  /**
   * Characters it added: the delta's text; of a tool call its name and argument fragment; '' where there are none, as
   * of an artifact. Of an error or a malformed frame: what it said, cut to 200 characters.
   */
  readonly text: string;
  /** Which choice it belongs to; 0 is the answer. */
  readonly choice: number;
  /** Tool and artifact events of choice 0: index of the call or artifact in the reply's `toolCalls` or `artifacts`. */
  readonly item?: number | undefined;
  /** Our own count (o200k) of the tokens it added, filled in after the stream has ended. */
  readonly tokens?: number | undefined;
}

export function isOutput(event: StreamEvent): boolean {
  return (outputKinds as readonly string[]).includes(event.kind);
}
