import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { sampleRun } from '../support/sample-run.js';

const run = sampleRun();
const header = { ...run.header, judge: { model: 'm', url: 'http://j', promptSha256: 'p' } };
const use = { calls: 2, cachedVotes: 1, promptTokens: 100, completionTokens: 10, costUsd: 0.5 };

function judgedBy(record: AttemptRecord, isFault: boolean): AttemptRecord {
  const criterion: AttemptRecord['grade']['criteria'][number] = {
    ...{ grader: 'judge', weight: 1, gate: false, quality: 0, reason: '', spans: [] },
    verdict: isFault ? 'error' : 'fail',
    fault: isFault ? 'judge' : 'miner',
    judging: { ...(isFault ? {} : { votes: 2, agreement: 0.75 }), use },
  };
  return { ...record, grade: { ...record.grade, criteria: [...record.grade.criteria, criterion] } };
}

test('what judging took adds up over attempts and over the lines of every process, apart from the miner', () => {
  const records = run.records.map((record, index) => (index < 3 ? judgedBy(record, index === 2) : record));
  const before = assemble({ header, records: run.records });
  const { judge, tokens } = assemble({ header, records, judgeUse: [use, { ...use, calls: 40 }] });

  expect(judge).toMatchObject({
    calls: 48,
    cachedVotes: 5,
    promptTokens: 500,
    completionTokens: 50,
    costUsd: 2.5,
    agreement: 0.75,
    faults: 1,
  });
  expect(tokens).toEqual(before.tokens);
});

test('where the journal does not say, nothing is made up', () => {
  const { judge } = assemble({ header, records: run.records });
  expect(judge).toMatchObject({
    calls: null,
    cachedVotes: null,
    costUsd: null,
    agreement: null,
    faults: null,
  });
  const told = { calls: 3, promptTokens: 1, completionTokens: 2, faults: 0 };
  expect(assemble({ header, records: run.records }, { judgeUsage: told }).judge).toMatchObject(told);
});

test('an embedded judge on a panel keeps a run from being published', () => {
  const panel = [
    { model: 'm', url: 'http://j' },
    { model: 'n', url: 'mock:fair' },
  ];
  const { publishable } = assemble({
    header: { ...header, judge: { ...header.judge, panel } },
    records: run.records,
  });
  expect(publishable.reasons).toContain('the judge is the embedded one');
});
