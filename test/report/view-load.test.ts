import { expect, test } from 'vitest';
import { renderers } from '../../src/report/index.js';
import { toView } from '../../src/report/view.js';
import { assemble } from '../../src/results/assemble.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { sampleRun } from '../support/sample-run.js';

const every100Ms = (record: AttemptRecord, index: number) => ({ ...record, dueMs: 100 * index });

test('an open loop is reported with what was asked, scheduled and delivered, its lateness and its goodput', async () => {
  const { header, records } = sampleRun({
    tasksPerCategory: 6,
    header: {
      load: { rate: 10, arrivals: 'poisson', rampMs: 1_000, windowMs: 3_000 },
      slo: { ttft: 700, gap: 2_000 },
    },
    script: ({ attemptId }) =>
      attemptId === 'chat-2#0'
        ? { outcome: { status: 'miner_error', kind: 'reset', detail: 'reset' } }
        : { quality: 1, scheduleLagMs: 0.35 },
  });
  const view = toView(assemble({ header, records: records.map(every100Ms) }));
  const page = { columns: 80, color: false };

  await expect(renderers.table(view, page)).toMatchFileSnapshot('../../fixtures/reports/open-loop.txt');
  expect(renderers.markdown(view)).toContain('<summary>Load</summary>');
});

test('a run of one attempt after another says nothing of a load', () => {
  const { header, records } = sampleRun();

  expect(toView(assemble({ header, records: records.map(every100Ms) })).load).toEqual([]);
});

test('a run of which most answers are buffered says so before the numbers', () => {
  const { header, records } = sampleRun({ script: () => ({ quality: 1, firstMs: 3_000, stepMs: 0.01 }) });
  const { notices } = toView(assemble({ header, records }));

  expect(notices.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^Buffered: 25 of 25 answers .*proxy_buffering off/),
  );
});
