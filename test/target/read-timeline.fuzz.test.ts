import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventKinds } from '../../src/target/timeline.js';
import { decideOutcome } from '../../src/target/outcome.js';
import { readTimeline, type Reading, type ReadOptions } from '../../src/target/read-timeline.js';
import { streamCorpus } from '../support/stream-corpus.js';

const wires = streamCorpus().filter(({ bytes }) => bytes.length < 4_000);

/** A change to a wire: bytes taken out and bytes put in at a place, given as a share of its length. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 12 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom(
        '\n',
        '\r',
        '\n\n',
        '\r\n',
        ':',
        'data:',
        'data: [DONE]\n\n',
        '{',
        '}',
        '"',
        'null',
        '\uFEFF',
        '�',
        'event: error\n',
      )
      .map((text) => new Uint8Array(Buffer.from(text))),
  ),
});

const mutated = fc
  .tuple(fc.constantFrom(...wires), fc.array(mutation, { maxLength: 5 }))
  .map(([{ bytes }, mutations]) => mutations.reduce(apply, new Uint8Array(bytes)));

const options: fc.Arbitrary<ReadOptions> = fc.record({
  contentType: fc.constantFrom('text/event-stream', 'application/json', undefined),
  status: fc.constantFrom(200, 200, 500),
  maxEventBytes: fc.constantFrom(40, 300, 100_000),
  maxEvents: fc.constantFrom(3, 100_000),
});

test('no mutation of a valid stream makes the reader throw, and no cutting changes what the events are', () => {
  fc.assert(
    fc.property(
      mutated,
      options,
      fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 }),
      (bytes, how, sizes) => {
        const whole = readTimeline([{ atMs: 0, bytes }], how);
        const pieces = cut(bytes, sizes);
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
      },
    ),
    { numRuns: 1_200, seed: 7 },
  );
});

test('bytes from nowhere never make the reader throw', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), options, (pieces, how) => {
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

function apply(
  bytes: Uint8Array<ArrayBuffer>,
  { at, remove, insert }: { at: number; remove: number; insert: Uint8Array },
) {
  const from = Math.floor(at * bytes.length);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]));
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (let turn = 0; from < bytes.length; turn++) {
    // A size of 0 is an empty read, which happens.
    const size = turn < sizes.length ? (sizes[turn] ?? 1) : (sizes[turn % sizes.length] ?? 1) + 1;
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  return pieces;
}

function said({ timeline, reply, usage, flags, overflow, excerpt }: Reading): unknown {
  const events = timeline.events.map(({ kind, text, choice, frame, item }) => ({
    kind,
    text,
    choice,
    frame,
    item,
  }));
  return { events, reply, usage, flags: [...flags].sort(), overflow, excerpt };
}

function isInOrder({ timeline: { events } }: Reading): boolean {
  return events.every((event, at) => {
    const before = events[at - 1];
    return (
      before === undefined ||
      (before.atMs <= event.atMs && before.frame <= event.frame && before.read <= event.read)
    );
  });
}
