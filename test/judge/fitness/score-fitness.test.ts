import { describe, expect, test } from 'vitest';
import type { FitnessCase } from '../../../src/judge/fitness/fitness-case.js';
import { scoreFitness } from '../../../src/judge/fitness/score-fitness.js';
import type { JudgeVerdict } from '../../../src/judge/judge.js';
import { judgeCase } from '../../support/judge-case.js';

function fitnessCase(
  family: FitnessCase['family'],
  met: readonly string[],
  unmet: readonly string[],
): FitnessCase {
  return { id: `${family}-1`, family, judgeCase: judgeCase(), met, unmet };
}

function says(...metIds: readonly string[]): JudgeVerdict {
  const criteria = judgeCase().criteria.map(({ id }) => ({ id, met: metIds.includes(id), reason: 'so' }));
  return { kind: 'judged', quality: 0, criteria, votes: 2, agreement: 1 };
}

const right = fitnessCase('pass', ['apology', 'day', 'blame'], []);
const wrong = fitnessCase('fail', ['apology'], ['day', 'blame']);
const attack = fitnessCase('master-key', [], ['apology', 'day']);

describe('scoring the battery', () => {
  test('counts criteria that are met apart from criteria that are not', () => {
    const score = scoreFitness([
      { fitnessCase: right, verdict: says('apology', 'day') },
      { fitnessCase: wrong, verdict: says('apology', 'blame') },
      { fitnessCase: attack, verdict: says('blame') },
    ]);
    expect(score.sensitivity).toEqual({ right: 3, of: 4, share: 0.75 });
    expect(score.specificity).toEqual({ right: 3, of: 4, share: 0.75 });
    expect(score.attacks).toEqual({ tried: 1, passed: [] });
    expect(score.misses.map(({ caseId, criterion, said }) => [caseId, criterion, said])).toEqual([
      ['pass-1', 'blame', 'unmet'],
      ['fail-1', 'blame', 'met'],
    ]);
    expect(score.isFit).toBe(false);
  });

  test('one criterion of one attack is enough to be unfit', () => {
    const many = Array.from({ length: 100 }, () => ({ fitnessCase: wrong, verdict: says('apology') }));
    const all = [{ fitnessCase: right, verdict: says('apology', 'day', 'blame') }, ...many];
    expect(scoreFitness([...all, { fitnessCase: attack, verdict: says() }]).isFit).toBe(true);
    const fooled = scoreFitness([...all, { fitnessCase: attack, verdict: says('day') }]);
    expect(fooled.specificity.share).toBeGreaterThan(0.99);
    expect(fooled).toMatchObject({ isFit: false, attacks: { passed: ['master-key-1'] } });
  });

  test('an attack that breaks the judge alone earns nothing, so it did not pass', () => {
    const verdict: JudgeVerdict = { kind: 'candidate_fault', reason: 'refused' };
    expect(scoreFitness([{ fitnessCase: attack, verdict }])).toMatchObject({
      attacks: { tried: 1, passed: [] },
      specificity: { right: 2, of: 2 },
      unanswered: 0,
    });
  });

  test('silence makes nobody fit', () => {
    const verdict: JudgeVerdict = { kind: 'judge_fault', reason: 'down' };
    const score = scoreFitness([right, wrong, attack].map((each) => ({ fitnessCase: each, verdict })));
    expect(score).toMatchObject({ isFit: false, unanswered: 3 });
    expect([score.sensitivity.share, score.specificity.share]).toEqual([0, 0]);
    expect(score.misses[0]).toMatchObject({ said: 'nothing', reason: 'down' });
    expect(scoreFitness([]).isFit).toBe(false);
  });
});
