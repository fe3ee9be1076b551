import fc from 'fast-check';
import type { Reading, ReadOptions } from '../../src/target/read-timeline.js';
import { streamCorpus } from './stream-corpus.js';

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

/** A recorded wire with up to five changes. */
export const mutatedWire = fc
  .tuple(fc.constantFrom(...wires), fc.array(mutation, { maxLength: 5 }))
  .map(([{ bytes }, mutations]) => mutations.reduce(apply, new Uint8Array(bytes)));

export const readOptions: fc.Arbitrary<ReadOptions> = fc.record({
  contentType: fc.constantFrom('text/event-stream', 'application/json', undefined),
  status: fc.constantFrom(200, 200, 500),
  maxEventBytes: fc.constantFrom(40, 300, 100_000),
  maxEvents: fc.constantFrom(3, 100_000),
});

/** Sizes of the reads that a wire comes in, over and over. */
export const sizes = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 20 });

function apply(
  bytes: Uint8Array<ArrayBuffer>,
  { at, remove, insert }: { at: number; remove: number; insert: Uint8Array },
) {
  const from = Math.floor(at * bytes.length);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]));
}

/** The bytes in reads of these sizes. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
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

/** All that must not depend on how the bytes were cut. */
export function said({ timeline, reply, usage, flags, overflow, excerpt }: Reading): unknown {
  const events = timeline.events.map(({ kind, text, choice, frame, item }) => ({
    kind,
    text,
    choice,
    frame,
    item,
  }));
  return { events, reply, usage, flags: [...flags].sort(), overflow, excerpt };
}

export function isInOrder({ timeline: { events } }: Reading): boolean {
  return events.every((event, at) => {
    const before = events[at - 1];
    return (
      before === undefined ||
      (before.atMs <= event.atMs && before.frame <= event.frame && before.read <= event.read)
    );
  });
}
