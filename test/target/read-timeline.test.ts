import { describe, expect, test } from 'vitest';
import { readTimeline, TimelineReader, type Reading } from '../../src/target/read-timeline.js';
import { contentFrame, deltaFrame, doneFrame, oneRead, stampedReads } from '../support/stamped-reads.js';

function times({ timeline }: Reading): (string | number)[][] {
  return timeline.events.map(({ kind, atMs, frame, read }) => [kind, atMs, frame, read]);
}

describe('times', () => {
  test('an event has the time of the read that completes its blank line', () => {
    const frame = contentFrame('Hi');
    const reading = readTimeline(
      stampedReads(
        [10, frame.slice(0, 8)],
        [20, frame.slice(8, -1)],
        [30, frame.slice(-1)],
        [45.5, doneFrame],
      ),
    );

    expect(times(reading)).toEqual([
      ['content', 30, 0, 2],
      ['done', 45.5, 1, 3],
    ]);
    expect(reading.timeline.reads).toEqual([
      { atMs: 10, bytes: 8 },
      { atMs: 20, bytes: frame.length - 9 },
      { atMs: 30, bytes: 1 },
      { atMs: 45.5, bytes: doneFrame.length },
    ]);
  });

  test('events completed by one read share its time', () => {
    const reading = readTimeline(stampedReads([5, contentFrame('a') + contentFrame('b')], [9, doneFrame]));

    expect(times(reading)).toEqual([
      ['content', 5, 0, 0],
      ['content', 5, 1, 0],
      ['done', 9, 2, 1],
    ]);
  });

  test('what one frame says shares frame and time', () => {
    const frame = deltaFrame({ reasoning: 'hm', content: 'Hi' }, 'stop');

    expect(times(readTimeline(stampedReads([7, frame])))).toEqual([
      ['reasoning', 7, 0, 0],
      ['content', 7, 0, 0],
      ['finish', 7, 0, 0],
    ]);
  });

  test('a CR that ends the blank line completes the event, whether or not an LF follows in the next read', () => {
    const crlf = contentFrame('Hi').replaceAll('\n', '\r\n');
    const reading = readTimeline(stampedReads([10, crlf.slice(0, -1)], [90, '\n'], [95, 'data: [DONE]\r\r']));

    expect(times(reading)).toEqual([
      ['content', 10, 0, 0],
      ['done', 95, 1, 2],
    ]);
  });

  test('a character cut by two reads is whole and has the time of the second', () => {
    const bytes = Buffer.from(contentFrame('日'));
    const inside = bytes.indexOf(0xe6) + 1;
    const reading = readTimeline(
      stampedReads([1, bytes.subarray(0, inside)], [2, bytes.subarray(inside)], [3, doneFrame]),
    );

    expect(times(reading)[0]).toEqual(['content', 2, 0, 1]);
    expect(reading.reply.content).toBe('日');
    expect(reading.flags).not.toContain('invalid_utf8');
  });

  test('an unterminated last event has the time of the last read', () => {
    const reading = readTimeline(stampedReads([4, contentFrame('a')], [6, 'data: [DONE]']), { endMs: 50 });

    expect(times(reading).at(-1)).toEqual(['done', 6, 1, 1]);
    expect(reading.flags).toContain('unterminated_event');
    expect(reading.timeline.endMs).toBe(50);
  });

  test('a JSON body is one frame at the read that completes it', () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });
    const reading = readTimeline(stampedReads([10, body.slice(0, 9)], [80, body.slice(9)]), {
      contentType: 'application/json',
      endMs: 81,
    });

    expect(times(reading)).toEqual([
      ['content', 80, 0, 1],
      ['finish', 80, 0, 1],
    ]);
    expect(reading.flags).toContain('not_streamed');
  });

  test('times leave with three decimals', () => {
    const reading = readTimeline(stampedReads([1.23456, contentFrame('a')]), {
      headersMs: 0.98765,
      connectMs: 0.5,
      endMs: 2.00049,
    });

    expect(reading.timeline).toMatchObject({ connectMs: 0.5, headersMs: 0.988, endMs: 2 });
    expect(reading.timeline.events[0]?.atMs).toBe(1.235);
  });

  test('the first output is known while the stream goes; a keep-alive and a role are none', () => {
    const reader = new TimelineReader();
    reader.read(10, Buffer.from(': ping\n\n' + deltaFrame({ role: 'assistant', content: '' })));
    expect(reader.firstOutputMs).toBeUndefined();
    reader.read(20, Buffer.from(contentFrame('a')));
    reader.read(30, Buffer.from(contentFrame('b')));

    expect(reader.firstOutputMs).toBe(20);
  });
});

describe('what was asked for', () => {
  test('a JSON body to a request without a stream is not flagged', () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });

    expect(readTimeline(oneRead(body), { wantsStream: false }).flags).not.toContain('not_streamed');
  });

  test('a body without a content type is judged by its first character', () => {
    const json = readTimeline(stampedReads([1, ' \n'], [2, '{"choices":[{"message":{"content":"Hi"}}]}']));
    const stream = readTimeline(stampedReads([1, '\n '], [2, '\n'], [3, contentFrame('Hi')]));

    expect(json.reply.content).toBe('Hi');
    expect(stream.reply.content).toBe('Hi');
    expect(stream.timeline.events[0]?.read).toBe(2);
  });
});

describe('limits', () => {
  const type = { contentType: 'text/event-stream' };

  test('too many events end the reading, even inside one frame', () => {
    const many = { choices: Array.from({ length: 50 }, () => ({ delta: { content: 'x' } })) };
    const reading = readTimeline(oneRead(`data: ${JSON.stringify(many)}\n\n`), { ...type, maxEvents: 10 });

    expect(reading.timeline.events).toHaveLength(10);
    expect(reading.overflow).toBe('more than 10 events');
  });

  test.each([1, 3, 64, 10_000])(
    'an event over the limit ends the reading at the same place, in reads of %i',
    (size) => {
      const long = ': a\n' + contentFrame('x'.repeat(400));
      const bytes = Buffer.from(contentFrame('a') + long + contentFrame('b'));
      const reads = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => ({
        atMs: at,
        bytes: bytes.subarray(at * size, (at + 1) * size),
      }));
      const reading = readTimeline(reads, { ...type, maxEventBytes: 200 });

      expect(reading.timeline.events.map(({ kind, text }) => [kind, text])).toEqual([
        ['content', 'a'],
        ['keepalive', ''],
      ]);
      expect(reading.overflow).toBe('one event is longer than 200 bytes');
    },
  );

  test('an event of just the limit is read', () => {
    const frame = contentFrame('x'.repeat(50));

    expect(
      readTimeline(oneRead(frame + frame), { ...type, maxEventBytes: frame.length }).overflow,
    ).toBeUndefined();
    expect(
      readTimeline(oneRead(frame + frame), { ...type, maxEventBytes: frame.length - 1 }).overflow,
    ).toBeDefined();
  });

  test('lines that are not SSE are bounded like events', () => {
    expect(readTimeline(oneRead('junk\n'.repeat(100)), { ...type, maxEvents: 20 }).overflow).toBe(
      'more than 20 lines are not SSE',
    );
  });

  test('reads of single bytes are bounded like events', () => {
    const reads = Array.from({ length: 100 }, (_, atMs) => ({ atMs, bytes: Buffer.from('x') }));

    expect(readTimeline(reads, { ...type, maxEvents: 20 }).overflow).toBe('more than 80 reads');
  });
});
