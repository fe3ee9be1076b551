import { expect, test } from 'vitest';
import * as z from 'zod';
import { attemptColumns, runColumns } from '../../src/report/attempt-columns.js';
import { renderJsonl } from '../../src/report/jsonl.js';
import { hostileTexts, unsafe } from '../support/hostile-text.js';
import { ordinaryRun, viewOf } from '../support/sample-report.js';
import { sampleRun } from '../support/sample-run.js';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));

test('one flat object an attempt, every one with the same members, null where nothing was measured', () => {
  const view = viewOf(ordinaryRun);
  const rows = rowsOf(renderJsonl(view));
  const names = [...runColumns, ...attemptColumns].map(({ name }) => name);

  expect(rows).toHaveLength(view.result.attempts.length);
  for (const each of rows) expect(Object.keys(each)).toEqual(names);
  const failed = rows.find((each) => each['attempt_id'] === 'chat-2#0');
  expect(failed).toMatchObject({ run_id: view.result.run.id, error: 'timeout_idle', ttft_ms: null });
  expect(rows[0]).toMatchObject({ lifecycle_ms: view.result.attempts[0]?.lifecycleMs });
});

test('text of a miner stays in its own member, exact once parsed', () => {
  const texts = Object.values(hostileTexts);
  const run = sampleRun({
    script: ({ attemptId }) => ({ quality: 0, reason: texts[attemptId.length % texts.length] ?? '' }),
  });
  const text = renderJsonl(viewOf(run));

  expect(text.replaceAll('\n', '')).not.toMatch(unsafe);
  expect(rowsOf(text).map((each) => each['reason'])).toEqual(
    viewOf(run).result.attempts.map(({ reason }) => reason),
  );
});
