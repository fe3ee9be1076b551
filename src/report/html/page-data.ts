/**
 * What the page's script reads: written by the renderer, finished words wherever possible, every text inert. Types alone,
 * so that both sides can import it.
 */

/** One entry an attempt in every list; in the order of the result. */
export interface PageRows {
  readonly id: readonly string[];
  /** Indexes into the word lists below. */
  readonly category: readonly number[];
  readonly kind: readonly number[];
  readonly verdict: readonly number[];
  readonly outcome: readonly number[];
  readonly flags: readonly (readonly number[])[];
  readonly quality: readonly number[];
  readonly ttftMs: readonly (number | null)[];
  readonly lifecycleMs: readonly (number | null)[];
  readonly maxGapMs: readonly (number | null)[];
  readonly completionTokens: readonly (number | null)[];
  readonly costUsd: readonly (number | null)[];
  readonly reason: readonly string[];
  /** Where its details are: block = ⌊place / detailsPerBlock⌋; -1: the page has none. */
  readonly details: readonly number[];
  readonly words: {
    readonly category: readonly string[];
    readonly kind: readonly KindWord[];
    readonly verdict: readonly string[];
    readonly outcome: readonly string[];
    readonly flags: readonly string[];
  };
  readonly detailsPerBlock: number;
  /** Why an attempt without details has none. */
  readonly noDetails: string;
}

/** What became of an attempt, as a word and as a colour. */
export interface KindWord {
  readonly text: string;
  readonly level: 'good' | 'warn' | 'bad';
}

/** The share of samples at or below each value. */
export interface Distribution {
  /** Of the figure it is drawn in. */
  readonly id: string;
  /** What one sample is: `attempts`, `gaps`. */
  readonly things: string;
  readonly n: number;
  /** Ascending, ms; at most a few hundred. */
  readonly ms: readonly number[];
  readonly share: readonly number[];
  /** Marked on the axis. */
  readonly p50: number;
  readonly p95: number;
}

/** One attempt, opened. */
export interface AttemptDetail {
  readonly facts: readonly string[];
  readonly reason: string;
  /** What to know before reading: what was withheld, what the coverage was. */
  readonly notes: readonly string[];
  readonly exchanges: readonly ExchangeDetail[];
  readonly criteria: readonly CriterionDetail[];
}

export interface ExchangeDetail {
  readonly facts: readonly string[];
  readonly waterfall: Waterfall;
  /** What was sent, then what came; empty where the suite is private. */
  readonly transcript: readonly Passage[];
}

/** A piece of the transcript. */
export interface Passage {
  /** `user`, `reasoning`, `tool call lookup`. */
  readonly label: string;
  readonly side: 'sent' | 'came';
  readonly text: readonly MarkedText[];
  /** How much was left out; empty: nothing. */
  readonly leftOut: string;
}

/** Text, and what a grader found in it. */
export type MarkedText = readonly [text: string, mark: 'none' | 'graded' | 'evidence'];

export interface CriterionDetail {
  readonly verdict: 'pass' | 'partial' | 'fail' | 'n_a' | 'error';
  readonly grader: string;
  readonly facts: readonly string[];
  readonly reason: string;
  readonly parts: readonly PartDetail[];
}

export interface PartDetail {
  readonly sign: 'met' | 'missed' | 'open';
  readonly text: string;
  /** Quoted from the answer; empty: none. */
  readonly evidence: string;
}

export interface Waterfall {
  /** The whole as one sentence, for who cannot see it. */
  readonly summary: string;
  readonly end: string;
  readonly lanes: readonly Lane[];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

/** All positions are thousandths of the time from issue to the end. */
export interface Lane {
  readonly label: string;
  readonly note: string;
  readonly paint: 'quiet' | 'reasoning' | 'content' | 'other' | 'warn' | 'bad' | 'good';
  /** From, to, height in thousandths: three numbers a bar. */
  readonly bars: readonly number[];
}
