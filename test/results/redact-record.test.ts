import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyOf } from '../../src/results/exchange-record.js';
import { maskRecord } from '../../src/results/redact-record.js';
import { sampleRun } from '../support/sample-run.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';

const key = 'sk-live-0123456789';
const [base] = sampleRun({ tasksPerCategory: 1 }).records as [AttemptRecord];

/** The answer `before KEY after`, cut into deltas at the given places. */
function echoed(cuts: readonly number[]): AttemptRecord {
  const text = `before ${key} after`;
  const edges = [
    0,
    ...[...new Set(cuts)].filter((cut) => cut > 0 && cut < text.length).sort((a, b) => a - b),
    text.length,
  ];
  const events = edges
    .slice(1)
    .map((end, index) => [10 + index, 'content', text.slice(edges[index], end), 1, index, index, 0] as const);
  return { ...base, exchanges: base.exchanges.map((exchange) => ({ ...exchange, events })) };
}

test('a key sent back in pieces is starred out letter for letter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 }), (cuts) => {
      const before = echoed(cuts);
      const masked = maskRecord(before, [key]);
      expect(replyOf(masked.exchanges[0]!).content).toBe(`before ${'*'.repeat(key.length)} after`);
      expect(masked.exchanges[0]!.events.map(([, , text]) => text.length)).toEqual(
        before.exchanges[0]!.events.map(([, , text]) => text.length),
      );
    }),
  );
});

test('a key in calls, artifacts, reasons, errors and tool results is gone from the line', () => {
  const record: AttemptRecord = {
    ...base,
    outcome: { status: 'miner_error', kind: 'http_error', detail: `HTTP 401: ${key}` },
    grade: {
      ...base.grade,
      reason: `found ${key}`,
      criteria: base.grade.criteria.map((criterion) => ({
        ...criterion,
        reason: key,
        parts: [{ id: 'a', met: false, reason: key, evidence: key }],
      })),
    },
    exchanges: base.exchanges.map((exchange) => ({
      ...exchange,
      request: { ...exchange.request, note: { deep: [key] } },
      toolCalls: [{ id: key, name: key, argumentsText: `{"k":"${key}"}` }],
      artifacts: [{ id: key, type: key, url: `http://x/${key}` }],
      toolResults: [{ callId: 'c', name: 'n', result: key, matched: true }],
      finishReasons: [key],
      tries: [{ endedMs: 1, outcome: { status: 'harness_error', detail: key } }],
    })),
  };

  expect(JSON.stringify(record)).toContain(key);
  expect(JSON.stringify(maskRecord(record, [key]))).not.toContain(key);
});

test('a record without secrets in it stays as it is', () => {
  expect(maskRecord(base, [key])).toEqual(base);
  expect(maskRecord(base, [])).toBe(base);
});

test('half a key at the end of an excerpt that was cut is gone from the line', () => {
  const half = key.slice(0, 9);
  const said = `it said ${half}`;
  const record: AttemptRecord = {
    ...base,
    outcome: { status: 'miner_error', kind: 'malformed', detail: said },
    grade: { ...base.grade, reason: said },
    exchanges: base.exchanges.map((exchange) => ({
      ...exchange,
      events: [[10, 'malformed', said, 1, 0, 0, 0]],
      outcome: { status: 'miner_error', kind: 'malformed', detail: said },
    })),
  };

  const masked = maskRecord(record, [key]);

  expect(JSON.stringify(masked)).not.toContain(half.slice(0, 4));
  expect(masked.exchanges[0]!.events[0]![2]).toBe(`it said ${'*'.repeat(half.length)}`);
});

test('a record out of which a secret was starred is marked as masked, any other is left as it is', () => {
  expect(maskRecord(echoed([]), [key]).masked).toBe(true);
  expect(maskRecord(base, [key])).not.toHaveProperty('masked');
});
