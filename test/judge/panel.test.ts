import { describe, expect, test } from 'vitest';
import type { JudgeVerdict } from '../../src/judge/judge.js';
import { openJudge } from '../../src/judge/open-judge.js';
import { combineVerdicts, openPanel } from '../../src/judge/panel.js';
import { startJudge } from '../../src/mock/judge.js';
import { judgeCase } from '../support/judge-case.js';

const { criteria } = judgeCase();
const failed: JudgeVerdict = { kind: 'judge_fault', reason: 'HTTP 503' };
const unread: JudgeVerdict = { kind: 'candidate_fault', reason: 'a refusal' };

function judged(apology: boolean, day: boolean, blame = true): JudgeVerdict {
  const met = { apology, day, blame };
  return {
    kind: 'judged',
    quality: 0,
    criteria: Object.entries(met).map(([id, isMet]) => ({ id, met: isMet, reason: `${id} ${isMet}` })),
    votes: 2,
    agreement: 1,
  };
}

function metIn(verdict: JudgeVerdict): readonly string[] {
  return verdict.kind === 'judged' ? verdict.criteria.flatMap(({ id, met }) => (met ? [id] : [])) : [];
}

describe('combineVerdicts', () => {
  test('more than half decide each criterion on its own, and the share is computed from that', () => {
    const verdict = combineVerdicts(criteria, [judged(true, false), judged(true, true), judged(false, true)]);

    expect(metIn(verdict)).toEqual(['apology', 'day', 'blame']);
    expect(verdict).toMatchObject({
      quality: 1,
      votes: 6,
      panel: { asked: 3, decided: 3, agreement: 1 / 3 },
    });
  });

  test('a tie is not met', () => {
    expect(metIn(combineVerdicts(criteria, [judged(true, true), judged(true, false)]))).toEqual([
      'apology',
      'blame',
    ]);
  });

  test('a judge that fails is left out while more than half remain', () => {
    const verdict = combineVerdicts(criteria, [judged(true, true), failed, judged(true, true)]);
    expect(verdict).toMatchObject({ kind: 'judged', quality: 1, panel: { asked: 3, decided: 2 } });
  });

  test.each([[[judged(true, true), failed]], [[failed, failed, judged(true, true)]]])(
    'half of a panel or less decides nothing',
    (verdicts) => {
      expect(combineVerdicts(criteria, verdicts)).toMatchObject({ kind: 'judge_fault' });
    },
  );

  test('a judge that cannot read the candidate finds nothing met', () => {
    const three = [unread, judged(true, false), judged(true, true)];
    expect(metIn(combineVerdicts(criteria, three))).toEqual(['apology', 'blame']);
    expect(combineVerdicts(criteria, [unread, judged(true, true)])).toEqual(unread);
  });
});

test('a panel of running judges outvotes the one that always says yes, and names them all', async () => {
  await using one = await startJudge();
  await using two = await startJudge({ persona: 'sloppy' });
  await using three = await startJudge({ persona: 'always-yes' });
  const open = (url: string, model: string) => openJudge({ url, model });
  await using panel = openPanel([open(one.url, 'a'), open(two.url, 'b'), open(three.url, 'c')]);

  const candidate = 'Come back next week, when all of it will be better than before.';
  const verdict = await panel.judge(judgeCase({ candidate }));

  expect(metIn(verdict)).toEqual(['blame']);
  expect(verdict).toMatchObject({ quality: 0, panel: { asked: 3, decided: 3 } });
  expect(verdict.use?.calls).toBe(one.requests() + two.requests() + three.requests());
  expect(panel.usage()).toMatchObject({ calls: verdict.use?.calls, faults: 0 });
  expect(panel.identity).toMatchObject({
    model: 'a, b, c',
    panel: [{ model: 'a' }, { model: 'b' }, { model: 'c' }],
  });
  expect(await panel.problem()).toBeUndefined();
});
