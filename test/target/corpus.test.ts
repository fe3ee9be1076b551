import { describe, expect, test } from 'vitest';
import { decideOutcome } from '../../src/target/outcome.js';
import type { EndCause } from '../../src/target/failure.js';
import { readTimeline } from '../../src/target/read-timeline.js';
import { streamCorpus, type RecordedWire } from '../support/stream-corpus.js';

const ends: Readonly<Record<RecordedWire['expected']['end'], EndCause>> = {
  complete: { kind: 'complete' },
  reset: { kind: 'reset', detail: 'the connection was reset' },
};

test('the corpus has not shrunk', () => {
  expect(streamCorpus().length).toBeGreaterThanOrEqual(116);
});

describe.each(streamCorpus().map((wire) => [wire.name, wire] as const))(
  'the wire %s',
  (_name, { bytes, expected }) => {
    const { status, contentType } = expected;
    const cuts = {
      'in one read': [bytes],
      'byte by byte': Array.from(bytes, (byte) => Uint8Array.of(byte)),
      'in reads of 7 bytes': chunksOf(bytes, 7),
    };

    test.each(Object.entries(cuts))('comes to what is written beside it, %s', (_cut, reads) => {
      const reading = readTimeline(
        reads.map((read, at) => ({ atMs: at, bytes: read })),
        { status, contentType },
      );
      const { events } = reading.timeline;
      const outcome = decideOutcome({ status, end: ends[expected.end], events, excerpt: reading.excerpt });

      expect(outcome.status === 'miner_error' ? outcome.kind : outcome.status).toBe(expected.outcome);
      if (expected.detail !== undefined)
        expect(outcome).toHaveProperty('detail', expect.stringContaining(expected.detail));
      if (expected.events !== undefined)
        expect(events.map(({ kind, text, choice }) => [kind, text, choice])).toEqual(
          expected.events.map(([kind, text = '', choice = 0]) => [kind, text, choice]),
        );
      if (expected.kinds !== undefined) expect(events.map(({ kind }) => kind)).toEqual(expected.kinds);
      if (expected.items !== undefined)
        expect(events.flatMap(({ item }) => (item === undefined ? [] : [item]))).toEqual(expected.items);
      expect([...reading.flags].sort()).toEqual([...expected.flags].sort());
      if (expected.usage !== undefined) expect(reading.usage).toEqual(expected.usage);
      if (expected.reply !== undefined) expect(reading.reply).toMatchObject(expected.reply);
    });
  },
);

function chunksOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
}
