import type { Answered } from '../source/case-source.js';
import type { FetchReply } from '../source/contract.js';
import type { WorkerPorts } from './worker-ports.js';

/** Leaves a request of moderate size; in a longer corpus the source's own cursor keeps the turn. */
const mostExcluded = 1_000;

/** What is remembered between two questions; all of it can be found out anew. */
export interface AskingMemory {
  /** What this process was given, newest first: a calendar that was set back makes the store's order wrong for a while. */
  given: readonly string[];
  cursor: string | null;
  /** How many recent cases the source can spare; undefined: not known. */
  spared: number | undefined;
  /** Cases that were refused: asked for again only when nothing else is left. */
  readonly refused: Set<string>;
}

/**
 * Asks for a case whose turn it is: one that is not among those that ran last. That is read from the store, so a
 * restart does not begin the round anew. Where the source has nothing left, fewer are excluded, down to none.
 */
export async function askForCase(
  { tables, source, settings, newId }: Pick<WorkerPorts, 'tables' | 'source' | 'settings' | 'newId'>,
  memory: AskingMemory,
  signal: AbortSignal,
): Promise<Answered<FetchReply>> {
  const { workerId, hosts } = settings;
  const recent = [...new Set([...memory.given, ...(await tables.cohorts.recentCaseIds(mostExcluded))])];
  const ask = (excludeCaseIds: readonly string[]) =>
    source.fetchCases(
      { requestId: newId('req'), workerId, hosts, excludeCaseIds, cursor: memory.cursor, count: 1 },
      signal,
    );
  for (const size of exclusionSizes(Math.min(recent.length, memory.spared ?? Infinity))) {
    const answered = await ask([...new Set([...recent.slice(0, size), ...memory.refused])]);
    if (!hasNothingLeft(answered)) {
      if (size < recent.length) memory.spared = size;
      if (answered.kind === 'reply') memory.cursor = answered.reply.next_cursor ?? null;
      return answered;
    }
  }
  memory.refused.clear();
  memory.spared = undefined;
  return ask([]);
}

/** One less first, which a corpus that was gone through once needs; then by halves, as it may have shrunk; then none. */
export function exclusionSizes(most: number): readonly number[] {
  const sizes = [most];
  for (let size = most - 1; size > 0; size = Math.floor(size / 2)) sizes.push(size);
  return most === 0 ? sizes : [...sizes, 0];
}

function hasNothingLeft(answered: Answered<FetchReply>): boolean {
  if (answered.kind === 'reply') return answered.reply.cases.length === 0;
  return answered.kind === 'back_off' && answered.reason === 'no_case_available';
}
