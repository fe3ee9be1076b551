import { pollAfterMs } from '../source/polling.js';
import type { OpenEval } from '../tables/tables.js';

const patienceMs = 600_000;
const hourMs = 3_600_000;
const longestWaitMs = 86_400_000;

/**
 * When to ask again after a poll that brought no verdict, ms since 1970: as the source wishes or after 1, 2, 4, 8, 15 s
 * for ten minutes, then every hour, and undefined after a day. A calendar that was set back makes it longer, never shorter.
 */
export function nextPollAt(
  { submittedAt, polls }: Pick<OpenEval, 'submittedAt' | 'polls'>,
  { nowMs, askedMs }: { readonly nowMs: number; readonly askedMs: number | null | undefined },
): number | undefined {
  const waitedMs = nowMs - submittedAt;
  if (waitedMs >= longestWaitMs) return undefined;
  return nowMs + (waitedMs < patienceMs ? pollAfterMs(polls + 1, askedMs) : hourMs);
}
