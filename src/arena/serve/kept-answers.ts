import type { Clock } from '../../lib/clock.js';

const mostKept = 200;

/**
 * Answers by their address, for a short while: however many readers ask, the store is asked once. Those who ask while
 * it is being asked get the same answer. Failures are not kept.
 */
export function keptAnswers<Value>(clock: Clock, keepMs: number) {
  const kept = new Map<string, { readonly value: Promise<Value>; doneMs: number | undefined }>();
  const isFresh = (doneMs: number | undefined) => doneMs === undefined || clock.nowMs() - doneMs <= keepMs;

  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key);
    if (known !== undefined && isFresh(known.doneMs)) return known.value;
    const entry: { readonly value: Promise<Value>; doneMs: number | undefined } = {
      value: make(),
      doneMs: undefined,
    };
    kept.delete(key);
    kept.set(key, entry);
    entry.value.then(
      () => (entry.doneMs = clock.nowMs()),
      () => kept.delete(key),
    );
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return entry.value;
  };
}
