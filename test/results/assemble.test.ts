import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { runResultSchema } from '../../src/results/run-result.js';
import { janusComposite } from '../../src/scoring/profile.js';
import { scoreNames } from '../../src/scoring/replicate.js';
import { scoreEffects, type ComparedTask } from '../../src/scoring/score-effects.js';
import { summaryOf } from '../../src/results/calibration.js';
import { sampleCalibration } from '../support/sample-calibration.js';
import { sampleRun } from '../support/sample-run.js';
import { containing } from '../support/asymmetric.js';

const run = sampleRun({ repeat: 2 });
const result = assemble(run);

test('the result is what its schema says, through JSON and back', () => {
  expect(runResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
});

test('the same journal gives byte-equal scores, tasks and attempts, in whatever order the attempts finished', () => {
  const again = assemble({ header: run.header, records: [...run.records].reverse() });

  expect(JSON.stringify(again)).toBe(JSON.stringify(result));
});

test('rows stand in the order of the plan', () => {
  expect(result.attempts.map(({ attemptId }) => attemptId)).toEqual(run.header.order);
  expect(result.tasks.map(({ id }) => id)).toEqual(run.header.tasks.map(({ id }) => id));
});

test('rows keep what they bring to the scores, to within 1e-9 of a score', () => {
  const tasks = result.tasks.map(({ id, category, template, pair, kind }): ComparedTask => {
    const terms = result.attempts.flatMap(({ taskId, countedQuality, parts }) =>
      taskId === id && countedQuality !== null && parts ? [{ quality: countedQuality, ...parts }] : [],
    );
    return {
      ...{ id, category, template, pair: pair ?? undefined, kind: kind ?? undefined },
      ...{ base: terms, candidate: terms },
    };
  });
  const declared = Object.entries(run.header.suite.categories).map(([name, card]) => ({ name, ...card }));
  const effects = scoreEffects(tasks, declared, janusComposite);

  for (const name of scoreNames)
    expect(Math.abs(effects[name].base! - result.scores[name]!.value)).toBeLessThan(1e-9);
});

test('a row that was not counted has no parts', () => {
  const outcome = { status: 'harness_error', detail: 'ours' } as const;
  const { attempts } = assemble(sampleRun({ tasksPerCategory: 1, script: () => ({ outcome }) }));

  expect(new Set(attempts.map(({ parts }) => parts))).toEqual(new Set([null]));
});

test('all five dimensions and the composite are measured on a whole run', () => {
  expect(result.status).toBe('complete');
  expect(Object.values(result.scores).every((score) => score !== null)).toBe(true);
  expect(result.renormalised).toBeNull();
});

test('a category without a graded attempt leaves no composite and says why', () => {
  const records = run.records.filter(({ taskId }) => !taskId.startsWith('research'));
  const partial = assemble({ header: run.header, records });

  expect(partial.status).toBe('partial');
  expect(partial.scores.composite).toBeNull();
  expect(partial.scores.modality).not.toBeNull();
  expect(partial.statusReasons).toEqual(['no attempt was made in research']);
  expect(partial.run.complete).toBe(false);
});

test('a renormalised number appears only where it was asked for', () => {
  const records = run.records.filter(({ taskId }) => !taskId.startsWith('multimodal'));

  expect(assemble({ header: run.header, records }).renormalised).toBeNull();
  expect(assemble({ header: run.header, records }, { allowPartial: true }).renormalised).toMatchObject({
    over: ['quality'],
  });
});

test('failures stay in the success rate, what we could not do does not', () => {
  const mixed = sampleRun({
    tasksPerCategory: 1,
    script: ({ category }) =>
      category === 'chat'
        ? { outcome: { status: 'miner_error', kind: 'truncated', detail: 'cut off' } }
        : category === 'tools'
          ? { outcome: { status: 'harness_error', detail: 'ours' } }
          : { quality: 1 },
  });
  const { outcomes, successRate, attempts } = assemble(mixed);

  expect(outcomes).toEqual({ harness_error: 1, ok: 3, truncated: 1 });
  // Of chat (failed), research and streaming (right); tools is ours, and half a pair proves nothing.
  expect(successRate).toBeCloseTo(2 / 3);
  expect(attempts.find(({ attemptId }) => attemptId === 'tools-1#0')?.countedQuality).toBeNull();
});

test('missing and low usage are counted and make the cost an estimate', () => {
  const sloppy = sampleRun({
    tasksPerCategory: 2,
    script: ({ attemptId }) => ({
      usage: attemptId === 'chat-1#0' ? 'missing' : attemptId === 'chat-2#0' ? 'half' : 'reported',
    }),
  });

  expect(assemble(sloppy).tokens).toMatchObject({ usageMissing: 1, underReported: 1, costIsEstimate: true });
  expect(result.tokens.costIsEstimate).toBe(false);
});

test('metrics are pooled over ok attempts and failures stand in the adjusted percentiles', () => {
  const failing = sampleRun({
    tasksPerCategory: 2,
    script: ({ category }) =>
      category === 'chat' ? { outcome: { status: 'miner_error', kind: 'empty', detail: 'nothing' } } : {},
  });

  expect(assemble(failing).metrics['ttftMs']).toMatchObject({ n: 8, adjP95: null });
});

test('a run of another profile is refused rather than scored with ours', () => {
  const header = {
    ...run.header,
    profile: { id: 'janus-composite', version: '0.9.0', digest: '00'.repeat(32) },
  };

  expect(() => assemble({ header, records: [] })).toThrow(
    expect.objectContaining({ reason: 'usage', message: containing('janus-composite@0.9.0') }),
  );
});

test('a run without any attempt is an invalid measurement, not a crash', () => {
  const empty = assemble({ header: run.header, records: [] });

  expect(empty).toMatchObject({
    validity: { status: 'invalid' },
    successRate: null,
    coverage: { share: 0 },
    scores: { composite: null },
  });
});

test('without being told, a run ended when its last attempt did', () => {
  expect(Date.parse(result.run.finishedAt)).toBeGreaterThan(Date.parse(run.records[0]?.issuedAt ?? ''));
  expect(assemble(run, { finishedAt: '2026-01-22T16:00:00.000Z' }).run.finishedAt).toBe(
    '2026-01-22T16:00:00.000Z',
  );
});

test('the calibration in the header comes with the result; without one it is null', () => {
  const calibration = summaryOf(sampleCalibration({ verdict: 'unfit', reasons: ['too slow'] }));
  const calibrated = assemble({ ...run, header: { ...run.header, calibration } });

  expect(calibrated.calibration).toEqual(calibration);
  expect(calibrated.validity).toMatchObject({ status: 'suspect', reasons: [containing('too slow')] });
  expect(result.calibration).toBeNull();
});
