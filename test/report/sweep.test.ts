import { expect, test } from 'vitest';
import { renderSweep, sweepOf } from '../../src/report/sweep.js';
import { assemble } from '../../src/results/assemble.js';
import { sampleRun } from '../support/sample-run.js';

/** A level of 20 attempts against a server of four slots that needs about 1 s for each. */
function level(concurrency: number) {
  const { header, records } = sampleRun({
    tasksPerCategory: 4,
    header: { concurrency, runId: `run-${concurrency}`, slo: { ttft: 1_000 } },
    script: ({ attemptId }) =>
      concurrency === 16 && attemptId === 'chat-1#0'
        ? { outcome: { status: 'miner_error', kind: 'http_error', detail: 'HTTP 503' } }
        : {
            quality: 1,
            firstMs: 300 * Math.max(1, concurrency / 4),
            stepMs: 30 * Math.max(1, concurrency / 4),
          },
  });
  const stepMs = 1_000 / Math.min(4, concurrency);
  return assemble({
    header,
    records: records.map((record, index) => ({ ...record, dueMs: stepMs * index })),
  });
}

const levels = [1, 2, 4, 8, 16].map(level);

test('a sweep is a table of its runs with the knee marked', async () => {
  const page = renderSweep(sweepOf(levels), { columns: 100, color: false });

  await expect(page).toMatchFileSnapshot('../../fixtures/reports/sweep.txt');
});

test('as data it names the knee, and each run that a level is', () => {
  const sweep = sweepOf(levels);

  expect(sweep.knee).toBe(4);
  expect(sweep.levels.map(({ runId, failed }) => [runId, failed])).toEqual([
    ['run-1', 0],
    ['run-2', 0],
    ['run-4', 0],
    ['run-8', 0],
    ['run-16', 1],
  ]);
});

test('without a level beyond the best one it asks for more', () => {
  const page = renderSweep(sweepOf(levels.slice(0, 3)), { columns: 80, color: false });

  expect(page).toContain('No knee up to 4');
});

test('on a narrow terminal columns go, and no line is too wide', () => {
  const page = renderSweep(sweepOf(levels), { columns: 56, color: false });

  expect(Math.max(...page.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(56);
});
