import type * as z from 'zod';
import type { BoundedChecks } from '../define-grader.js';
import type { FindingPart } from '../grade.js';
import type { PictureReader } from '../pictures/picture-reader.js';

export interface ArtifactInput<Spec> {
  /** Decoded, at most the spec's `maxBytes`. */
  readonly bytes: Uint8Array;
  /** The spec's, one of the check's. */
  readonly mimeType: string;
  readonly spec: Spec;
  readonly bounded: BoundedChecks;
  readonly pictures: PictureReader | undefined;
}

/** What the artifacts of some media types are checked for: one file with one of these and one line in the index. */
export interface ArtifactCheck<Schema extends z.ZodObject> {
  readonly mimeTypes: readonly string[];
  /** Its keys of an artifact spec, all optional. A key that several checks know has one meaning and one schema. */
  readonly keys: Schema;
  readonly problems: (spec: z.output<Schema>) => readonly string[];
  /**
   * One part a rule, at least one (that the bytes are of their type). Throws RefusedCheck on a broken schema and
   * UnavailableCheck where this machine cannot do it, never because of the bytes.
   */
  readonly check: (
    input: ArtifactInput<z.output<Schema>>,
  ) => readonly FindingPart[] | Promise<readonly FindingPart[]>;
}

export function defineArtifactCheck<Schema extends z.ZodObject>(
  check: ArtifactCheck<Schema>,
): ArtifactCheck<Schema> {
  return check;
}
