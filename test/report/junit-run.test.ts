import { describe, expect, test } from 'vitest';
import { renderRunJunit } from '../../src/report/junit-run.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { hostileTexts } from '../support/hostile-text.js';
import { hasXmllint, junitProblems } from '../support/junit-schema.js';
import { ordinaryRun, ordinaryScript, viewOf } from '../support/sample-report.js';
import { sampleRun, type SampleRun } from '../support/sample-run.js';
import { parseXml, type XmlElement } from '../support/xml.js';

const recordsOf = (run: SampleRun): ReadonlyMap<string, AttemptRecord> =>
  new Map(run.records.map((record) => [record.attemptId, record]));
const suitesOf = (document: string) => parseXml(document).children;
const casesOf = (suite: XmlElement | undefined) =>
  (suite?.children ?? []).filter(({ name }) => name === 'testcase');

function problemOf(document: string, name: string): XmlElement | undefined {
  const all = suitesOf(document).flatMap(casesOf);
  return all.find(({ attributes }) => attributes['name'] === name)?.children[0];
}

const view = viewOf(ordinaryRun);
const ordinary = renderRunJunit({ view, records: recordsOf(ordinaryRun) });

describe('a run as JUnit', () => {
  test('is a suite about the run, and one a category with a test for each attempt', () => {
    expect(suitesOf(ordinary).map(({ attributes }) => [attributes['name'], attributes['tests']])).toEqual([
      ['public/dev 1.0.0 run', '4'],
      ...['chat', 'research', 'tools', 'streaming', 'multimodal'].map((name) => [
        `public/dev 1.0.0 ${name}`,
        '6',
      ]),
    ]);
  });

  test('a test is named by its task and timed in seconds', () => {
    const row = view.result.attempts.find(({ taskId }) => taskId === 'chat-1');
    const [first] = casesOf(suitesOf(ordinary)[1]);

    expect(first?.attributes).toEqual({
      classname: 'public/dev.chat',
      name: 'chat-1',
      time: ((row?.lifecycleMs ?? 0) / 1_000).toFixed(3),
    });
  });

  test('with several repeats each is a test of its own', () => {
    const document = renderRunJunit({ view: viewOf(sampleRun({ tasksPerCategory: 2, repeat: 2 })) });

    expect(casesOf(suitesOf(document)[1]).map(({ attributes }) => attributes['name'])).toContain('chat-1#1');
  });

  test('wrong and failed answers are failures by kind, with the reason and what it rests on', () => {
    const failed = problemOf(ordinary, 'chat-2');
    const wrong = problemOf(ordinary, 'research-4');

    expect([failed?.name, failed?.attributes['type']]).toEqual(['failure', 'timeout_idle']);
    expect(wrong?.attributes).toEqual({
      type: 'wrong',
      message: 'wrong answer: cites [D7], which is not allowed',
    });
    expect(wrong?.text).toContain('✗ number  weight 1');
    expect(wrong?.text).toContain('graded: “Th” (characters 0-2)');
    expect(wrong?.text).toContain('--attempt');
    expect(problemOf(ordinary, 'chat-3')?.attributes['type']).toBe('partial');
  });

  test('what we could not judge is an error, what does not apply is skipped', () => {
    const run = sampleRun({
      script: ({ attemptId }) =>
        attemptId === 'tools-1#0' ? { verdict: 'n_a', quality: 0, reason: 'no judge' } : {},
    });

    expect(problemOf(ordinary, 'tools-5')?.name).toBe('error');
    expect(problemOf(renderRunJunit({ view: viewOf(run) }), 'tools-1')?.name).toBe('skipped');
  });

  test('half a run and an invalid one are never all green', () => {
    const { header, records } = sampleRun({ script: () => ({ quality: 1 }) });
    const half = renderRunJunit({ view: viewOf({ header, records: records.slice(0, 10) }) });
    const late = sampleRun({ script: () => ({ quality: 1, clientLagMs: 900, scheduleLagMs: 900 }) });
    const nothing = renderRunJunit({ view: viewOf({ header, records: [] }) });

    expect(problemOf(half, 'every planned attempt was made')?.attributes['message']).toBe(
      '15 of 25 are missing',
    );
    expect(
      problemOf(renderRunJunit({ view: viewOf(late) }), 'the measurement is valid')?.attributes['type'],
    ).toBe('not_measured');
    expect(problemOf(nothing, 'every planned attempt was made')?.name).toBe('error');
    expect(problemOf(nothing, 'an answer was counted')?.name).toBe('error');
  });

  test('carries the scores as properties', () => {
    const [properties] = suitesOf(ordinary)[0]?.children ?? [];
    const found = properties?.children.map(({ attributes }) => [attributes['name'], attributes['value']]);

    expect(found).toContainEqual(['composite', view.composite.value]);
    expect(found).toContainEqual(['quality', view.dimensions[0]?.value]);
    expect(found).toContainEqual(['target', 'http://localhost:8001']);
  });

  test.skipIf(!hasXmllint)('is valid by the common schema, whatever answers say', () => {
    const texts = Object.values(hostileTexts);
    const hostile = sampleRun({
      tasksPerCategory: 6,
      script: (attempt) => ({
        ...ordinaryScript(attempt),
        reason: texts[attempt.attemptId.length % texts.length] ?? '',
        content: texts.join('\n'),
      }),
    });

    expect(junitProblems(ordinary)).toBe('');
    expect(junitProblems(renderRunJunit({ view: viewOf(hostile), records: recordsOf(hostile) }))).toBe('');
    expect(junitProblems(ordinary.replace(' tests="6"', ''))).toContain('tests');
  });
});
