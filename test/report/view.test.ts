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

/** The run, less some attempts, in which everything is right; then scripted. */
function withoutAttempts(left: readonly string[], wrong: readonly string[] = []) {
  const run = sampleRun({
    script: ({ attemptId }) => ({ quality: wrong.includes(attemptId) ? 0 : 1 }),
  });
  return viewOf({ ...run, records: run.records.filter(({ attemptId }) => !left.includes(attemptId)) });
}

test('a right answer whose twin is not there yet waits for it, and is no failure', () => {
  const { answers, worst, failures } = withoutAttempts(['multimodal-2#0']);

  expect(answers).toEqual({
    right: '23 of 23 right (100 %)',
    others: ['1 waits for its twin multimodal-2#0'],
    allRight: false,
  });
  expect([worst, failures]).toEqual([[], []]);
});

test('a wrong answer whose twin is not there yet is shown as wrong, and as not counted', () => {
  const { answers, worst, failures } = withoutAttempts(['multimodal-2#0'], ['multimodal-1#0']);

  expect(answers.right).toBe('23 of 23 right (100 %)');
  expect(worst).toMatchObject([
    { attemptId: 'multimodal-1#0', what: 'wrong answer (not counted: waits for its twin)', level: 'bad' },
  ]);
  expect(failures).toEqual([{ kind: 'wrong', meaning: 'wrong answer', count: '1' }]);
});

test('a right answer whose twin a filter left out, or nobody could grade, says so', () => {
  const { header, records } = sampleRun({ script: () => ({ quality: 1 }) });
  const isKept = (id: string) => !id.startsWith('multimodal-2');
  const filtered = viewOf({
    header: {
      ...header,
      tasks: header.tasks.filter(({ id }) => isKept(id)),
      order: header.order.filter(isKept),
    },
    records: records.filter(({ taskId }) => isKept(taskId)),
  });
  const ungraded = viewOf(
    sampleRun({
      script: ({ taskId }) => (taskId === 'multimodal-2' ? { verdict: 'error', quality: 0 } : { quality: 1 }),
    }),
  );

  expect(filtered.answers.others).toEqual(['1 not counted: its twin was left out']);
  expect(filtered.worst).toEqual([]);
  expect(ungraded.answers.others).toEqual(['1 not graded', '1 not counted: its twin was not graded']);
  expect(ungraded.worst.map(({ attemptId }) => attemptId)).toEqual(['multimodal-2#0']);
});

test('a suspect measurement comes with what to do about it', () => {
  const suspect = viewOf(sampleRun({ script: () => ({ clientLagMs: 80 }) }));

  expect(suspect.notices).toContainEqual({
    level: 'warn',
    text: matching(
      /^The measurement is suspect: .*\. Close other programs and run again; janus-bench doctor/u,
    ),
  });
});

test('--allow-partial that changes nothing says why', () => {
  const settings = { ...ordinaryRun.header.settings, allowPartial: { value: true, from: 'flag' } };
  const isKept = (id: string) => id.startsWith('chat');
  const header = {
    ...ordinaryRun.header,
    settings,
    tasks: ordinaryRun.header.tasks.filter(({ id }) => isKept(id)),
    order: ordinaryRun.header.order.filter(isKept),
  };
  const records = ordinaryRun.records.filter(({ taskId }) => isKept(taskId));

  expect(toView(assemble({ header, records }, { allowPartial: true })).notices).toEqual([
    { level: 'bad', text: 'No composite: the filter left out research, tools, streaming and multimodal' },
    { level: 'note', text: matching(/^--allow-partial changes nothing here: every dimension lacks/u) },
  ]);
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
