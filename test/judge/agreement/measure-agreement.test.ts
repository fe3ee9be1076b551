import { describe, expect, test } from 'vitest';
import { labelItems } from '../../../src/judge/agreement/label-items.js';
import { measureAgreement } from '../../../src/judge/agreement/measure-agreement.js';
import type { JudgeVerdict } from '../../../src/judge/judge.js';
import { openJudge } from '../../../src/judge/open-judge.js';
import { startJudge } from '../../../src/mock/judge.js';

const items = labelItems(
  [
    {
      task: 'one',
      kind: 'present',
      question: 'Does it say "blue"?',
      candidate: 'It is blue today.',
      label: 1,
    },
    {
      task: 'one',
      kind: 'absent',
      question: 'Does it swear, as in "damn"?',
      candidate: 'It is blue today.',
      label: 0,
    },
    {
      task: 'two',
      kind: 'present',
      question: 'Does it say "red"?',
      candidate: 'It is green today.',
      label: 0,
    },
    {
      task: 'three',
      kind: 'absent',
      question: 'Does it swear, as in "damn"?',
      candidate: 'Well, damn it all.',
      label: 1,
    },
    {
      task: 'four',
      kind: 'present',
      question: 'Does it say "far"?',
      candidate: 'It is not far, it is near.',
      label: 0,
    },
    {
      task: 'five',
      kind: 'present',
      question: 'Does it name a colour, like "teal"?',
      candidate: 'A kind of petrol.',
      label: 1,
    },
  ].map((value, at) => ({ number: at + 1, value })),
);

describe('agreement with people', () => {
  test('is counted by the answers to the questions, through a real endpoint', async () => {
    await using server = await startJudge({ persona: 'fair' });
    await using judge = openJudge({ url: server.url, model: 'm' });
    const told: number[] = [];
    const report = await measureAgreement(judge, items, { onProgress: (done) => told.push(done) });
    expect(report).toMatchObject({ items: 6, answered: 6, tasks: 5, unanswered: [] });
    expect(report.table).toEqual({ bothYes: 2, firstOnly: 1, secondOnly: 1, bothNo: 2 });
    expect(report.agreed).toBeCloseTo(4 / 6, 12);
    expect(report.kappa).toBeCloseTo(1 / 3, 12);
    expect(told).toEqual([1, 2, 3, 4, 5]);
    expect(report.disagreements.map(({ item, answer }) => [item.row, answer])).toEqual([
      [5, 'yes'],
      [6, 'no'],
    ]);
    expect(report.disagreements[0]?.evidence).toBe('It is not far, it is near.');
  });

  test('leaves out what the judge did not answer, and says so', async () => {
    const silent: JudgeVerdict = { kind: 'judge_fault', reason: 'down' };
    const report = await measureAgreement({ judge: () => Promise.resolve(silent) }, items);
    expect(report).toMatchObject({ items: 6, answered: 0, agreed: undefined, kappa: undefined });
    expect(report.unanswered.map(({ reason }) => reason)).toEqual(Array(6).fill('down'));
  });

  test('puts credit that is not due before credit withheld, and votes of one mind before others', async () => {
    const verdicts: Readonly<Record<string, { readonly met: boolean; readonly agreement: number }>> = {
      'It is blue today.': { met: false, agreement: 1 },
      'It is green today.': { met: true, agreement: 0 },
      'Well, damn it all.': { met: true, agreement: 1 },
    };
    const judge = {
      judge: ({ candidate, criteria }: { candidate: string; criteria: readonly { id: string }[] }) => {
        const { met = false, agreement = 1 } = verdicts[candidate] ?? {};
        const found = criteria.map(({ id }) => ({ id, met, reason: 'r' }));
        return Promise.resolve({
          kind: 'judged' as const,
          quality: 0,
          criteria: found,
          votes: 2,
          agreement,
        });
      },
    };
    const { disagreements } = await measureAgreement(judge, items.slice(0, 4));
    expect(disagreements.map(({ item }) => item.row)).toEqual([4, 3, 1, 2]);
  });
});
