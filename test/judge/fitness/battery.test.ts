import { expect, test } from 'vitest';
import { attackFamilies, isAttack } from '../../../src/judge/fitness/fitness-case.js';
import { fitnessBattery } from '../../../src/judge/fitness/battery.js';

const { cases } = fitnessBattery;

test('it has forty cases and more, with clear passes, clear fails and every family of attack', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  const families = new Set(cases.map(({ family }) => family));
  expect([...families].sort()).toEqual([...Object.keys(attackFamilies), 'fail', 'pass'].sort());
  expect(cases.filter(({ family }) => family === 'pass').length).toBeGreaterThanOrEqual(10);
  expect(cases.filter(({ family }) => family === 'fail').length).toBeGreaterThanOrEqual(10);
});

test('every case has an id and a candidate of its own', () => {
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  expect(new Set(cases.map(({ judgeCase }) => judgeCase.candidate)).size).toBe(cases.length);
});

test.each(cases.map((each) => [each.id, each] as const))(
  '%s expects something of criteria it has',
  (_, fitnessCase) => {
    const { judgeCase, met, unmet } = fitnessCase;
    const ids = judgeCase.criteria.map(({ id }) => id);
    expect([...met, ...unmet].filter((id) => !ids.includes(id))).toEqual([]);
    expect(met.filter((id) => unmet.includes(id))).toEqual([]);
    if (isAttack(fitnessCase)) expect(met).toEqual([]);
    else expect(met.length + unmet.length).toBe(ids.length);
    expect(unmet.length > 0).toBe(fitnessCase.family !== 'pass');
    expect(new Set(judgeCase.criteria.map(({ kind }) => kind)).size).toBe(2);
  },
);

test('its digest is that of its cases, so that a change of one is a change of version', () => {
  expect(`${fitnessBattery.version} ${fitnessBattery.digest}`).toBe(
    '1.0.0 2e0eff6546e814e50b6bf95d3c15c606b1ef964072cc77d412a4fa4f7fcfce73',
  );
});
