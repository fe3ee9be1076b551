import { expect, test } from 'vitest';
import { renderRescored } from '../../src/report/rescored.js';
import { toView } from '../../src/report/view.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { hostileTexts } from '../support/hostile-text.js';
import { sampleRun } from '../support/sample-run.js';

const page = { columns: 80, color: false };
const cause = 'the judge changed: none → fair at mock';

/** A sample run as if it had been rescored, its first attempt having failed before. */
function rescoredResult(cause_: string, runId = '20260122-143211-aaaa'): RunResult {
  const { header, records } = sampleRun();
  const plain = assemble({ header, records });
  const [first, ...others] = records;
  if (first === undefined) throw new RangeError('a sample run has records');
  const { taskId } = first;
  return assemble({
    header: {
      ...header,
      rescoredFrom: {
        runId,
        version: '0.1.0',
        journalSha256: 'ab',
        rescoredAt: '2026-01-23T10:00:00.000Z',
        suite: { name: 'public/dev', version: '1.0.0', digest: 'd' },
        profile: header.profile,
        judge: null,
        causes: [cause_],
        scores: { ...plain.scores, quality: { value: 12.34, low: null, high: null } },
        tasks: plain.tasks.map(({ id, quality }) => ({ id, quality: id === taskId ? 0.25 : quality })),
        goneTasks: [],
        newTasks: [],
      },
    },
    records: [
      {
        ...first,
        rescored: {
          outcome: 'ok',
          verdict: 'partial',
          quality: 0.25,
          coverage: 1,
          ttfaMs: 1,
          causes: [cause_],
        },
      },
      ...others,
    ],
  });
}

test('scores, tasks and attempts are shown as they were and as they are, each with its cause', () => {
  const result = rescoredResult(cause);
  const text = renderRescored(result, page);

  expect(text).toContain('Rescored from 20260122-143211-aaaa');
  expect(text).toMatch(/quality +12\.3 +\d/);
  expect(text).toMatch(/chat-1 +25\.0 %/);
  expect(text).toMatch(/chat-1#0 {2}.*quality 25\.0 % →/);
  expect(text.split(cause)).toHaveLength(3);
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('the head line of the report says that it was rescored, and it may not be published', () => {
  const result = rescoredResult(cause);

  expect(toView(result).facts[0]).toBe('rescored from 20260122-143211-aaaa');
  expect(result.publishable.reasons).toContain('it was rescored, from run 20260122-143211-aaaa');
});

test.each(Object.entries(hostileTexts))('%s in a journal stays inert on the terminal', (_, hostile) => {
  const text = renderRescored(rescoredResult(hostile, hostile), page);

  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
});

test('a run that was not rescored has nothing to show', () => {
  expect(renderRescored(assemble(sampleRun()), page)).toBe('');
});
