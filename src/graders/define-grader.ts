import type * as z from 'zod';
import type { Json, JsonObject } from '../lib/json.js';
import type { Judge } from '../judge/judge.js';
import type { CodeRunner } from '../sandbox/code-runner.js';
import type { Answer } from './answer.js';
import type { CustomGraders } from './custom/custom-graders.js';
import type { Finding } from './grade.js';
import type { FetchArtifact } from './guarded-fetch.js';
import type { PictureReader } from './pictures/picture-reader.js';

/**
 * What a grader may reach for. All of it is bounded in time; none of it reaches the network except the judge and,
 * where a task allows it, the fetching of an artifact.
 */
export interface GraderServices {
  /** Undefined: no judge configured, and judged criteria are n_a. */
  readonly judge?: Judge | undefined;
  /** Undefined: no sandbox for this language, and code criteria are n_a. */
  readonly sandbox?: CodeRunner | undefined;
  /** Pattern and JSON Schema work on hostile text, in a worker thread with a deadline. */
  readonly bounded: BoundedChecks;
  /** Undefined: pictures among the artifacts cannot be looked at, and what wants them is n_a. */
  readonly pictures?: PictureReader | undefined;
  /** Fetches an artifact from where a task allows it; undefined: none is fetched, and those are n_a. */
  readonly fetchArtifact?: FetchArtifact | undefined;
  /** Undefined: the user did not allow code of the suite's own on the host, and those criteria are n_a. */
  readonly custom?: CustomGraders | undefined;
  /** Bytes of a file of the suite, by its path in the task. */
  readonly asset?: ((path: string) => Promise<Uint8Array>) | undefined;
}

export interface BoundedChecks {
  /** All matches of a suite's pattern in a miner's text. `timedOut` blames nobody by itself: the grader decides. */
  match(pattern: string, flags: string, text: string): Promise<MatchReply>;
  /** Of each text whether the pattern matches it from its first to its last character; `m` is ignored. */
  matchWhole(pattern: string, flags: string, texts: readonly string[]): Promise<MatchWholeReply>;
  /** Problems of `value` against `schema`; empty = valid. */
  validate(schema: JsonObject, value: Json): Promise<ValidateReply>;
}

export type MatchReply =
  | {
      readonly kind: 'done';
      readonly matches: readonly {
        readonly start: number;
        readonly end: number;
        readonly groups: readonly string[];
      }[];
    }
  | { readonly kind: 'timed_out' };

export type MatchWholeReply =
  { readonly kind: 'done'; readonly isMatch: readonly boolean[] } | { readonly kind: 'timed_out' };

export type ValidateReply =
  { readonly kind: 'done'; readonly problems: readonly string[] } | { readonly kind: 'timed_out' };

export interface GraderInput<Spec> {
  readonly answer: Answer;
  readonly spec: Spec;
  readonly services: GraderServices;
  /** Aborted when the run is stopped: no further judge call is worth its price. */
  readonly signal?: AbortSignal | undefined;
}

/** A grader is one file with one of these and one line in the registry. */
export interface GraderDefinition<Type extends string, Schema extends z.ZodObject> {
  readonly type: Type;
  /** One sentence for `suite lint`, the docs and the JSON Schema. */
  readonly summary: string;
  /** The grader's own keys; `type`, `weight` and `gate` are added by the registry. Unknown keys are errors. */
  readonly spec: Schema;
  /** What the spec makes impossible (bounds that cross, a forbidden right answer); one sentence each. */
  readonly problems?: (spec: z.output<Schema>) => readonly string[];
  /** Never throws because of an answer: whatever a miner sends is a finding. */
  readonly grade: (input: GraderInput<z.output<Schema>>) => Finding | Promise<Finding>;
}

export function defineGrader<Type extends string, Schema extends z.ZodObject>(
  definition: GraderDefinition<Type, Schema>,
): GraderDefinition<Type, Schema> {
  return definition;
}
