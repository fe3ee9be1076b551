import type { JsonObject } from '../../lib/json.js';
import type { CodeRunner } from '../../sandbox/code-runner.js';

/** One row of a foreign file: parsed, nothing checked yet. */
export interface Row {
  /** From 1, as the file counts: a line, an item of a list, a record of a CSV. */
  readonly number: number;
  readonly value: JsonObject;
}

/** What became of a row. */
export type Converted =
  | {
      readonly kind: 'task';
      /** As the file has it; made fit for an id later. */
      readonly name: string;
      readonly category: string;
      /** A task as a suite writes it, without its id; texts still as the file has them. */
      readonly task: JsonObject;
    }
  | LeftOutRow;

export interface LeftOutRow {
  readonly kind: 'left_out';
  readonly name: string;
  readonly why: string;
}

/** One of the file formats. Never throws because of what a row holds. */
export interface ImportFormat {
  /** For the card: `HumanEval`. */
  readonly title: string;
  /** What this kind of material cannot tell, for the card. */
  readonly weaknesses: readonly string[];
  /** Names of the columns of a CSV without a header line; absent: the first line is the header. */
  readonly columns?: readonly string[];
  readonly convert: (row: Row, services: ImportServices) => Converted | Promise<Converted>;
}

export interface ImportServices {
  /** Where the file's own tests and solutions run. */
  readonly sandbox: CodeRunner;
}

export function leftOut(name: string, why: string): LeftOutRow {
  return { kind: 'left_out', name, why };
}
