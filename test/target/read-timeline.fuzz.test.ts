import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventKinds } from '../../src/target/timeline.js';
import { decideOutcome } from '../../src/target/outcome.js';
import { readTimeline } from '../../src/target/read-timeline.js';
import { cut, isInOrder, mutatedWire, readOptions, said, sizes } from '../support/stream-fuzz.js';

test('no mutation of a valid stream makes the reader throw, and no cutting changes what the events are', () => {
  fc.assert(
    fc.property(mutatedWire, readOptions, sizes, (bytes, how, pieceSizes) => {
      const whole = readTimeline([{ atMs: 0, bytes }], how);
      const pieces = cut(bytes, pieceSizes);
      // The limit on the number of reads is the one thing that cutting may touch.
      if (pieces.length > 4 * (how.maxEvents ?? 0)) return;
      const inPieces = readTimeline(
        pieces.map((piece, atMs) => ({ atMs, bytes: piece })),
        how,
      );

      expect(said(inPieces)).toEqual(said(whole));
      expect(inPieces.timeline.events.every(({ kind }) => eventKinds.includes(kind))).toBe(true);
      expect(isInOrder(inPieces)).toBe(true);
      decideOutcome({ status: how.status, end: { kind: 'complete' }, events: inPieces.timeline.events });
    }),
    { numRuns: 1_200, seed: 7 },
  );
});

test('bytes from nowhere never make the reader throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), readOptions, (pieces, how) => {
      const reading = readTimeline(
        pieces.map((bytes, atMs) => ({ atMs, bytes })),
        how,
      );

      expect(reading.timeline.reads.length).toBeLessThanOrEqual(pieces.length);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('any JSON in a frame gives events', () => {
  const hostile = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
    object: fc.dictionary(
      fc.constantFrom(
        'choices',
        'delta',
        'message',
        'content',
        'tool_calls',
        'function',
        'name',
        'arguments',
        'index',
        'id',
        'artifacts',
        'url',
        'usage',
        'prompt_tokens',
        'error',
        'finish_reason',
        'role',
        'reasoning',
        '__proto__',
        'constructor',
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  }));
  fc.assert(
    fc.property(fc.array(hostile.object, { minLength: 1, maxLength: 5 }), (frames) => {
      const text = frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');
      const { timeline } = readTimeline([{ atMs: 0, bytes: Buffer.from(text) }], {
        contentType: 'text/event-stream',
      });

      expect(new Set(timeline.events.map(({ frame }) => frame)).size).toBe(frames.length);
    }),
    { numRuns: 200, seed: 7 },
  );
});
