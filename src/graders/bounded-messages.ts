import type { Json, JsonObject } from '../lib/json.js';

/** What passes between `bounded-checks` and its worker thread. One question at a time; to each `compiled` and its answer, or `refused`. */
export type BoundedQuestion =
  | { readonly kind: 'match'; readonly pattern: string; readonly flags: string; readonly text: string }
  | {
      readonly kind: 'whole';
      readonly pattern: string;
      readonly flags: string;
      readonly texts: readonly string[];
    }
  | { readonly kind: 'validate'; readonly schema: JsonObject; readonly value: Json };

export type BoundedReply =
  | { readonly kind: 'ready' }
  /** The pattern or schema is compiled: from now on the miner's text decides how long it takes. */
  | { readonly kind: 'compiled' }
  | { readonly kind: 'whole'; readonly isMatch: readonly boolean[] }
  | { readonly kind: 'matches'; readonly matches: readonly PatternMatch[] }
  | { readonly kind: 'problems'; readonly problems: readonly string[] }
  /** The question itself is wrong: a pattern or a schema that does not compile. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Half-open, UTF-16; `groups` holds '' for a group that took no part. */
export interface PatternMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly string[];
}
