import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundMs } from '../../src/lib/clock.js';
import { exchangeFlags, type Exchange } from '../../src/target/exchange.js';
import { eventKinds, type StreamEvent } from '../../src/target/timeline.js';
import { attemptRecordSchema } from '../../src/results/attempt-record.js';
import {
  fromExchangeRecord,
  replyOf,
  toExchangeRecord,
  type ExchangeFacts,
} from '../../src/results/exchange-record.js';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const ms = fc.double({ min: 0, max: 300_000, noNaN: true }).map(roundMs);
const count = fc.nat(10_000);

const event: fc.Arbitrary<StreamEvent> = fc
  .tuple(
    fc.record({
      kind: fc.constantFrom(...eventKinds),
      atMs: ms,
      frame: count,
      read: count,
      text,
      choice: fc.nat(2),
      tokens: count,
    }),
    fc.option(fc.nat(5), { nil: undefined }),
  )
  .map(([fields, item]) => (item === undefined ? fields : { ...fields, item }));

const outcome = fc.constantFrom<Exchange['outcome']>(
  { status: 'ok' },
  { status: 'miner_error', kind: 'reset', detail: 'gone' },
  { status: 'harness_error', detail: 'ours' },
  { status: 'n_a', detail: 'no fixture' },
);

const facts: fc.Arbitrary<ExchangeFacts> = fc
  .record({
    events: fc.array(event, { maxLength: 8 }),
    times: fc.tuple(ms, ms, ms, ms, ms),
    outcome,
    flags: fc.subarray([...exchangeFlags]),
    toolCalls: fc.array(fc.record({ id: text, name: text, argumentsText: text }), { maxLength: 2 }),
    artifacts: fc.array(fc.record({ url: text, sizeBytes: count }), { maxLength: 2 }),
    usage: fc.option(fc.record({ promptTokens: count, completionTokens: count }), { nil: undefined }),
    answerMs: fc.option(ms, { nil: undefined }),
    toolResults: fc.array(fc.record({ callId: text, name: text, result: text, matched: fc.boolean() }), {
      maxLength: 2,
    }),
    own: fc.record({ in: count, out: count, estimated: fc.boolean() }),
    prompt: text,
  })
  .map((drawn) => {
    const [connectMs, headersMs, endMs, scheduleLagMs, clientLagMs] = drawn.times;
    const joined = (kind: string) =>
      drawn.events
        .filter((candidate) => candidate.kind === kind && candidate.choice === 0)
        .map((candidate) => candidate.text)
        .join('');
    return {
      exchange: {
        request: { model: 'm', messages: [{ role: 'user', content: drawn.prompt }], stream: true },
        traceparent: '00-a-b-01',
        status: 200,
        contentType: 'text/event-stream',
        timeline: {
          connectMs,
          headersMs,
          endMs,
          reads: [{ atMs: headersMs, bytes: 17 }],
          events: drawn.events,
        },
        outcome: drawn.outcome,
        reply: {
          content: joined('content'),
          reasoning: joined('reasoning'),
          refusal: joined('refusal'),
          toolCalls: drawn.toolCalls,
          artifacts: drawn.artifacts,
          finishReasons: ['stop'],
        },
        usage: drawn.usage,
        flags: drawn.flags,
        tries: [{ endedMs: endMs, outcome: drawn.outcome, status: 503, retryAfterMs: 5 }],
        scheduleLagMs,
        clientLagMs,
      },
      toolResults: drawn.toolResults,
      counted: { events: drawn.events, own: drawn.own },
      answerMs: drawn.answerMs,
    };
  });

test('an exchange written down, sent through JSON and read back is the same exchange', () => {
  fc.assert(
    fc.property(facts, (before) => {
      const line = JSON.stringify(toExchangeRecord(before));
      const record = attemptRecordSchema.shape.exchanges.element.parse(JSON.parse(line));
      expect(fromExchangeRecord(record)).toEqual(before);
    }),
  );
});

test('times leave with three decimals', () => {
  const [sample] = fc.sample(facts, { numRuns: 1, seed: 1 });
  const record = toExchangeRecord({
    ...sample!,
    exchange: { ...sample!.exchange, timeline: { ...sample!.exchange.timeline, endMs: 1_234.567_89 } },
    answerMs: 0.000_4,
  });

  expect(record.endMs).toBe(1_234.568);
  expect(record.answerMs).toBe(0);
});

test('a large data URL is kept as the digest of the file in it, a small one as it is', () => {
  const [sample] = fc.sample(facts, { numRuns: 1, seed: 1 });
  const bytes = Buffer.alloc(2_000, 7);
  const image = (url: string) => ({ type: 'image_url' as const, image_url: { url } });
  const small = 'data:image/png;base64,AAAA';
  const record = toExchangeRecord({
    ...sample!,
    exchange: {
      ...sample!.exchange,
      request: {
        model: 'm',
        stream: true,
        messages: [
          {
            role: 'user',
            content: [image(`data:image/png;base64,${bytes.toString('base64')}`), image(small)],
          },
        ],
      },
    },
  });

  const digest = createHash('sha256').update(bytes).digest('hex');
  expect(record.request['messages']).toEqual([
    { role: 'user', content: [image(`sha256:${digest};bytes=2000`), image(small)] },
  ]);
});

test('only the first choice is the answer', () => {
  const [sample] = fc.sample(facts, { numRuns: 1, seed: 1 });
  const record = toExchangeRecord({
    ...sample!,
    counted: {
      own: { in: 0, out: 0, estimated: false },
      events: [
        { kind: 'content', atMs: 1, frame: 0, read: 0, text: 'mine', choice: 0, tokens: 1 },
        { kind: 'content', atMs: 1, frame: 0, read: 0, text: 'other', choice: 1, tokens: 1 },
      ],
    },
  });

  expect(replyOf(record).content).toBe('mine');
});
