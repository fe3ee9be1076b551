import { expect, test } from 'vitest';
import { renderCsv } from '../../src/report/csv.js';
import { ordinaryRun, viewOf } from '../support/sample-report.js';

const view = viewOf(ordinaryRun);
const rows = renderCsv(view).split('\r\n');

test('one row an attempt below one row of names', () => {
  expect(rows).toHaveLength(1 + 30 + 1);
  expect(rows[0]?.startsWith('attempt_id,task_id,repeat,')).toBe(true);
  expect(rows.at(-1)).toBe('');
});

test('numbers are exact and what was not measured is empty', () => {
  const failed = rows.find((row) => row.startsWith('chat-2#0,'))?.split(',');
  const names = rows[0]?.split(',') ?? [];
  const attempt = view.result.attempts.find(({ attemptId }) => attemptId === 'chat-1#0');

  expect(failed?.[names.indexOf('ttft_ms')]).toBe('');
  expect(failed?.[names.indexOf('error')]).toBe('timeout_idle');
  expect(rows.find((row) => row.startsWith('chat-1#0,'))).toContain(`,${attempt?.lifecycleMs},`);
});
