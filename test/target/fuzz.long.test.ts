import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideOutcome } from '../../src/target/outcome.js';
import { readTimeline } from '../../src/target/read-timeline.js';
import { eventKinds } from '../../src/target/timeline.js';
import { cut, isInOrder, mutatedWire, readOptions, said, sizes } from '../support/stream-fuzz.js';

const cases = 100_000;
/** Cases between two breaths of the event loop, so that the runner can tell a long test from a hang. */
const batch = 2_000;

test(`${cases} mutated streams: never a crash, never a hang, and cutting never changes the events`, async () => {
  let worstMs = 0;
  const property = fc.property(mutatedWire, readOptions, sizes, (bytes, how, pieceSizes) => {
    const startMs = performance.now();
    const whole = readTimeline([{ atMs: 0, bytes }], how);
    const pieces = cut(bytes, pieceSizes);
    // The limit on the number of reads is the one thing that cutting may touch.
    if (pieces.length > 4 * (how.maxEvents ?? 0)) return;
    const inPieces = readTimeline(
      pieces.map((piece, atMs) => ({ atMs, bytes: piece })),
      how,
    );
    const outcome = decideOutcome({
      status: how.status,
      end: { kind: 'complete' },
      events: inPieces.timeline.events,
    });
    worstMs = Math.max(worstMs, performance.now() - startMs);

    expect(JSON.stringify(said(inPieces))).toBe(JSON.stringify(said(whole)));
    expect(inPieces.timeline.events.every(({ kind }) => eventKinds.includes(kind))).toBe(true);
    expect(isInOrder(inPieces)).toBe(true);
    expect(['ok', 'miner_error']).toContain(outcome.status);
  });
  for (let done = 0; done < cases; done += batch) {
    fc.assert(property, { numRuns: batch, seed: 1 + done });
    await new Promise((resolve) => setImmediate(resolve));
  }
  console.info(`${cases} cases, the slowest ${worstMs.toFixed(1)} ms`);
});
