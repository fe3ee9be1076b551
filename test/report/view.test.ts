import { expect, test } from 'vitest';
import { toView } from '../../src/report/view.js';
import { assemble } from '../../src/results/assemble.js';
import { matching } from '../support/asymmetric.js';
import { sampleRun } from '../support/sample-run.js';
import { ordinaryRun, viewOf } from '../support/sample-report.js';

const view = viewOf(ordinaryRun);

test('every attempt is counted once: right, partly right, wrong, failed or not graded', () => {
  expect(view.answers).toEqual({
    right: '24 of 29 right (82.8 %)',
    others: ['1 partly right', '3 wrong', '1 failed', '1 not graded'],
    allRight: false,
  });
});

test('failures are named by kind, the most frequent first', () => {
  expect(view.failures).toEqual([
    { kind: 'wrong', meaning: 'wrong answer', count: '2' },
    { kind: 'not_graded', meaning: 'not graded (not counted)', count: '1' },
    { kind: 'pair', meaning: 'right, but its twin was not', count: '1' },
    { kind: 'partial', meaning: 'partly right', count: '1' },
    { kind: 'timeout_idle', meaning: 'fell silent', count: '1' },
  ]);
});

test('the worst are failed, then wrong, then partly right, then not graded', () => {
  expect(view.worst.map(({ attemptId }) => attemptId.split('#')[0])).toEqual([
    'chat-2',
    'multimodal-2',
    'research-4',
    'chat-3',
    'multimodal-1',
    'tools-5',
  ]);
  expect(view.worst[0]).toMatchObject({
    what: 'fell silent',
    reason: 'no byte for 60 s after the third event',
  });
});

test('several bad attempts of one task are one entry that says how often', () => {
  const run = sampleRun({
    repeat: 3,
    script: ({ attemptId }) => ({ quality: attemptId === 'chat-1#0' || attemptId === 'chat-1#2' ? 0 : 1 }),
  });

  expect(viewOf(run).worst).toMatchObject([{ what: 'wrong answer', often: '2 of 3' }]);
});

test('quantiles with too few samples beyond them are marked, others are not', () => {
  const [ttft] = view.timings;

  expect(ttft).toMatchObject({ label: 'TTFT', n: '29' });
  expect(ttft?.p50).toMatch(/^\d+ ms$/u);
  expect(ttft?.p95).toMatch(/^~\d+ ms$/u);
});

test('a dimension that was not measured is a dash and has no bar', () => {
  const partial = toView(assemble({ header: ordinaryRun.header, records: [] }));

  expect(partial.composite).toMatchObject({ value: '–', interval: '', share: undefined });
  expect(partial.dimensions.every(({ share }) => share === undefined)).toBe(true);
});

test('an unfinished run says how much is missing, unless reading it already said so', () => {
  const result = assemble({ header: ordinaryRun.header, records: ordinaryRun.records.slice(0, 20) });
  const told = toView(result, { notes: ['told by the reader'] }).notices.map(({ text }) => text);

  expect(toView(result).notices.map(({ text }) => text)).toContain(
    '10 of 30 attempts missing: the run was not finished.',
  );
  expect(told).toContain('told by the reader');
  expect(told.join()).not.toContain('of 30 attempts');
});

test('usage that is missing or too low is told beside the cost', () => {
  const run = sampleRun({
    script: ({ attemptId }) => ({
      usage: attemptId === 'chat-1#0' ? 'missing' : attemptId === 'chat-2#0' ? 'half' : 'reported',
    }),
  });

  expect(viewOf(run).cost[0]).toMatchObject({
    level: 'warn',
    text: matching(
      /an estimate: usage missing in 1 attempt \(their cost scores 0\), under-reported in 1 attempt/u,
    ),
  });
});
