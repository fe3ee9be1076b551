import { isJsonObject, parseJson, type Json, type JsonObject } from '../lib/json.js';
import type { AttemptRow } from './attempt-row-schema.js';
import { runResultSchema } from './run-result.js';

/** A result without its attempts, which were read and checked apart. */
export interface ResultInParts {
  /** As it stands in the file, its `attempts` empty. */
  readonly head: JsonObject;
  readonly attempts: readonly AttemptRow[];
}

const opening = '\n  "attempts": [\n';
const closing = '\n  ]';
/** Of a row a line, and of a value a line, as it was written once. */
const betweenRows = '},\n    {';
/** What is text, parsed and checked at a time. */
const usualPartBytes = 4 * 1024 * 1024;

const rowsSchema = runResultSchema.shape.attempts;

/**
 * A `result.json` of very many attempts, read a few thousand rows at a time: whole, it would be there three times at once,
 * as text, as JSON and as checked JSON. This rests on the layout that `writeResult` gives, in which a line break is
 * never part of a string. Undefined where the file has another layout or anything is wrong with it: then it
 * is read whole, which says what.
 */
export function largeResult(bytes: Buffer, partBytes = usualPartBytes): ResultInParts | undefined {
  const start = bytes.indexOf(opening);
  const end = start < 0 ? -1 : bytes.indexOf(closing, start + opening.length);
  if (end < 0) return undefined;
  const around = `${bytes.toString('utf8', 0, start)}${opening}]${bytes.toString('utf8', end + closing.length)}`;
  const head = parseJson(around);
  const attempts: AttemptRow[] = [];
  for (const part of partsOf(bytes, { start: start + opening.length, end, partBytes })) {
    const { success, data } = rowsSchema.safeParse(part);
    if (!success) return undefined;
    for (const row of data) attempts.push(row);
  }
  return isJsonObject(head) ? { head, attempts } : undefined;
}

interface Rows {
  readonly start: number;
  readonly end: number;
  readonly partBytes: number;
}

/** Undefined for a part that is not JSON. */
function* partsOf(
  bytes: Buffer,
  { start, end, partBytes }: Rows,
): Generator<Json | undefined, void, undefined> {
  for (let from = start; from < end;) {
    const cut = bytes.indexOf(betweenRows, from + partBytes);
    const isLast = cut < 0 || cut >= end;
    yield parseJson(`[${bytes.toString('utf8', from, isLast ? end : cut + 1)}]`);
    from = isLast ? end : cut + '},'.length;
  }
}
