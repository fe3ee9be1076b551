import { expect, test } from 'vitest';
import { renderAttemptPage } from '../../src/report/attempt-page.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { sampleRecord, sampleRun } from '../support/sample-run.js';
import { textWidth } from '../../src/lib/text-width.js';

const { header } = sampleRun();
const plain = { columns: 80, color: false };

/** Two exchanges: a tool call that is answered, then the answer; judged by a criterion with parts. */
const record: AttemptRecord = twoExchanges();

function twoExchanges(): AttemptRecord {
  const base = sampleRecord(
    { attemptId: 'tools-1#0', taskId: 'tools-1', category: 'tools', repeat: 0 },
    { firstMs: 400, stepMs: 60, quality: 1, clientLagMs: 1 },
  );
  const [second] = base.exchanges as [AttemptRecord['exchanges'][number]];
  const ask = { role: 'user', content: 'What does invoice 7 come to?' };
  const call = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'call_0', type: 'function', function: { name: 'lookup', arguments: '{"id":7}' } }],
  };
  const answered = { role: 'tool', tool_call_id: 'call_0', content: '{"total":42}' };
  const tools = [{ type: 'function', function: { name: 'lookup', description: 'Looks up', parameters: {} } }];
  const first = {
    ...second,
    request: {
      model: 'baseline-v1',
      messages: [{ role: 'system', content: 'Be brief.' }, ask],
      tools,
      stream: true,
    },
    endMs: 6_000,
    answerMs: 5_800,
    events: [
      [300, 'keepalive', '', 0, 0, 0, 0],
      [700, 'reasoning', 'I should look it up.', 6, 1, 1, 0],
      [3_000, 'keepalive', '', 0, 2, 2, 0],
      [5_800, 'tool', 'lookup{"id":7}', 6, 3, 3, 0],
      [5_900, 'finish', '', 0, 4, 4, 0],
    ] as const,
    toolCalls: [{ id: 'call_0', name: 'lookup', argumentsText: '{"id":7}' }],
    toolResults: [{ callId: 'call_0', name: 'lookup', result: '{"total":42}', matched: true }],
    finishReasons: ['tool_calls'],
  };
  return {
    ...base,
    metered: { in: 300, out: 60, calls: 2, cpuSeconds: 0.4 },
    exchanges: [
      { ...first, events: [...first.events] },
      {
        ...second,
        request: {
          ...first.request,
          messages: [{ role: 'system', content: 'Be brief.' }, ask, call, answered],
        },
      },
    ],
    grade: {
      ...base.grade,
      verdict: 'partial',
      quality: 0.75,
      reason: '1 of 2 criteria is not whole',
      criteria: [
        {
          grader: 'tool-calls',
          weight: 1,
          gate: true,
          verdict: 'pass',
          quality: 1,
          reason: 'lookup was called once',
          spans: [{ exchange: 0, in: 'tool', start: 0, end: 1 }],
        },
        {
          grader: 'judge',
          weight: 2,
          gate: false,
          verdict: 'partial',
          quality: 0.5,
          reason: '1 of 2 is met',
          spans: [{ exchange: 1, in: 'content', start: 0, end: 37 }],
          parts: [
            { id: 'names-total', met: true, reason: 'it does', evidence: 'The total comes to forty-two' },
            { id: 'is-brief', met: false, reason: 'it rambles' },
          ],
        },
      ],
    },
  };
}

test('one attempt whole: sent, stream, answer, grade', async () => {
  await expect(renderAttemptPage({ header, record }, plain)).toMatchFileSnapshot(
    '../../fixtures/reports/attempt.txt',
  );
});

test('a later exchange shows only what was new in it', () => {
  const page = renderAttemptPage({ header, record }, plain);
  const second = page.slice(page.indexOf('Sent 2 of 2'));

  expect(second).toContain('what is new after 2 messages');
  expect(second).not.toContain('Be brief.');
  expect(second).toContain('{"total":42}');
});

test('an attempt that failed says why first, and that no grader was asked', () => {
  const failed = sampleRecord(
    { attemptId: 'chat-1#0', taskId: 'chat-1', category: 'chat', repeat: 0 },
    { outcome: { status: 'miner_error', kind: 'truncated', detail: 'the connection closed before [DONE]' } },
  );
  const page = renderAttemptPage({ header, record: failed }, plain);

  expect(page.split('\n')[1]).toContain('truncated');
  expect(page).toContain('because     the connection closed before [DONE]');
  expect(page).toContain('no grader was asked');
});

test('an answer too long for a page says how much is left out', () => {
  const long = sampleRecord(
    { attemptId: 'chat-1#0', taskId: 'chat-1', category: 'chat', repeat: 0 },
    { content: `${'word '.repeat(20_000)}\nANSWER: 42` },
  );

  expect(renderAttemptPage({ header, record: long }, plain)).toMatch(
    /… [\d,]+ more characters, whole in the journal/u,
  );
});

test.each([40, 80, 104])('at %i columns no line is wider than that', (columns) => {
  for (const line of renderAttemptPage({ header, record }, { ...plain, columns }).split('\n')) {
    expect(textWidth(line)).toBeLessThanOrEqual(columns);
  }
});
