/**
 * All that a score may look at. Built from records by `results/`; times are ms since issue with connection set-up
 * already taken off, money is US dollars.
 */
export interface ScoreInput {
  readonly categories: readonly ScoredCategory[];
  readonly tasks: readonly ScoredTask[];
}

export interface ScoredCategory {
  readonly name: string;
  readonly feeds: 'quality' | 'modality' | 'none';
  /** The modality kinds it declares; empty where it feeds something else. */
  readonly kinds: readonly string[];
}

export interface ScoredTask {
  readonly id: string;
  readonly category: string;
  readonly class: string;
  readonly kind?: string | undefined;
  readonly template: string;
  readonly pair?: string | undefined;
  /** The author's own targets, in place of the class's; for one exchange. */
  readonly targetLatencyMs?: number | undefined;
  readonly targetCostUsd?: number | undefined;
  /** In order of repeat. Pairs have already been given the smaller quality. */
  readonly attempts: readonly ScoredAttempt[];
}

export interface ScoredAttempt {
  readonly repeat: number;
  /** Whether its outcome was ok. */
  readonly ok: boolean;
  /** 0 to 1. Undefined: not counted (n_a, error, ours), and left out everywhere. */
  readonly quality: number | undefined;
  readonly exchanges: readonly ScoredExchange[];
  readonly tokens: {
    readonly own: TokenCount;
    readonly reported?: TokenCount | undefined;
    readonly metered?: TokenCount | undefined;
  };
  readonly calls: { readonly reported?: number | undefined; readonly metered?: number | undefined };
  readonly computeSeconds: { readonly metered?: number | undefined };
}

export interface TokenCount {
  readonly in: number;
  readonly out: number;
}

export interface ScoredExchange {
  /** The lifecycle: end of the body. */
  readonly endMs: number;
  /** Where the answer starts (ttfa); undefined: no answer in this exchange. */
  readonly answerMs?: number | undefined;
  /** False where the body was not a stream: its streaming utility is 0. */
  readonly streamed: boolean;
  readonly events: readonly ScoredEvent[];
}

export interface ScoredEvent {
  readonly atMs: number;
  /** `delta`: output. `sign`: a frame with only keep-alive, empty, role or usage. `other`: finish, done, malformed, error. */
  readonly role: 'delta' | 'sign' | 'other';
  /** Of a delta: it says something new (METHODOLOGY section 5). */
  readonly meaningful: boolean;
  /** New tokens of a delta, own count. */
  readonly tokens: number;
}
