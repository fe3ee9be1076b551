import { parseJson } from '../lib/json.js';
import { readLines } from '../lib/read-lines.js';
import { validate } from '../lib/validate.js';
import { attemptRecordSchema, type AttemptRecord } from './attempt-record.js';

/**
 * A few attempts out of a journal of any size, in one reading: a line is parsed only if it begins like one that was asked
 * for. Those that are not there are left out. Throws BenchError('usage') on a file that cannot be read and on a record
 * that is none.
 */
export async function readAttempts(
  path: string,
  attemptIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, AttemptRecord>> {
  const found = new Map<string, AttemptRecord>();
  for await (const { text, number, isTerminated } of readLines(path)) {
    if (found.size === attemptIds.size) break;
    if (!isTerminated || !mayBeAskedFor(text, attemptIds)) continue;
    const record = validate(attemptRecordSchema, parseJson(text), { where: `${path}:${number}` });
    if (attemptIds.has(record.attemptId) && !found.has(record.attemptId)) found.set(record.attemptId, record);
  }
  return found;
}

/** The id stands at the beginning of a line, long before anything a miner wrote. */
function mayBeAskedFor(text: string, attemptIds: ReadonlySet<string>): boolean {
  const [, id] = /"attemptId":("(?:[^"\\]|\\.)*")/u.exec(text.slice(0, 2_000)) ?? [];
  const value = id === undefined ? undefined : parseJson(id);
  return typeof value === 'string' && attemptIds.has(value);
}
