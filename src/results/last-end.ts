import type { AttemptRecord } from './attempt-record.js';
import type { RunHeader } from './run-header.js';

/** Calendar time at which the last attempt ended. */
export function lastEnd({ startedAt }: RunHeader, records: readonly AttemptRecord[]): string {
  const ends = records.map(
    ({ issuedAt, exchanges }) => Date.parse(issuedAt) + exchanges.reduce((sum, { endMs }) => sum + endMs, 0),
  );
  const last = ends
    .filter(Number.isFinite)
    .reduce((left, right) => Math.max(left, right), Date.parse(startedAt));
  return Number.isFinite(last) ? new Date(last).toISOString() : startedAt;
}
