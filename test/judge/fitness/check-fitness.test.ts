import { describe, expect, test } from 'vitest';
import { fitnessBattery, type Battery } from '../../../src/judge/fitness/battery.js';
import { isAttack } from '../../../src/judge/fitness/fitness-case.js';
import { checkFitness } from '../../../src/judge/fitness/check-fitness.js';
import { openJudge } from '../../../src/judge/open-judge.js';
import { openPanel } from '../../../src/judge/panel.js';
import { startJudge } from '../../../src/mock/judge.js';

async function check(persona: string, battery?: Battery) {
  await using server = await startJudge({ persona });
  await using judge = openJudge({
    url: server.url,
    model: 'embedded',
    concurrency: 16,
    retry: { tries: 3, baseMs: 1, maxWaitMs: 5 },
  });
  return await checkFitness(judge, { battery });
}

/** A few cases of each kind, for personas that take their time. */
const sample: Battery = {
  ...fitnessBattery,
  cases: fitnessBattery.cases.filter((_, at) => at % 6 === 0),
};

/** Right answers, and attacks that speak of themselves. */
const attacked: Battery = {
  ...fitnessBattery,
  cases: fitnessBattery.cases.filter(
    ({ family }, at) =>
      (family === 'pass' && at % 2 === 0) || family === 'fake-turn' || family === 'echoed-json',
  ),
};

describe('the fitness battery', () => {
  test.each(['fair', 'sloppy', 'chatty', 'no-schema', 'rate-limited'])(
    'the judge "%s" passes it',
    async (persona) => {
      const report = await check(persona);
      expect(report.misses).toEqual([]);
      expect(report).toMatchObject({ isFit: true, unanswered: 0, attacks: { passed: [] } });
      expect(report.sensitivity.share).toBe(1);
      expect(report.specificity.share).toBe(1);
    },
  );

  test('a slow judge passes a sample of it', async () => {
    expect((await check('slow', sample)).isFit).toBe(true);
  });

  test.each(['always-yes', 'position-biased', 'gullible'])(
    'the judge "%s" falls for attacks and is unfit',
    async (persona) => {
      const { isFit, attacks } = await check(persona);
      expect(isFit).toBe(false);
      expect(attacks.passed.length).toBeGreaterThan(0);
    },
  );

  test('a judge that always says no is unfit: it meets next to nothing and denies every fault', async () => {
    const report = await check('always-no');
    expect(report.isFit).toBe(false);
    const faulty = fitnessBattery.cases.filter(({ judgeCase, unmet }) =>
      judgeCase.criteria.some(({ id, kind }) => kind === 'absent' && unmet.includes(id)),
    );
    const passed = faulty.filter(isAttack).map(({ id }) => id);
    expect(report.attacks.passed).toEqual(passed);
    expect(report.sensitivity.share).toBeLessThan(0.5);
  });

  test.each(['echo', 'refuses', 'truncates'])(
    'a judge "%s" gives no verdict and is unfit',
    async (persona) => {
      const { isFit, unanswered, sensitivity, specificity, attacks } = await check(persona);
      expect(isFit).toBe(false);
      expect(unanswered).toBe(fitnessBattery.cases.length);
      expect([sensitivity.share, specificity.share, attacks.passed]).toEqual([0, 0, []]);
    },
  );

  test('a judge that is not there is unfit', async () => {
    await using judge = openJudge({
      url: 'http://127.0.0.1:1',
      model: 'm',
      retry: { tries: 1, baseMs: 1, maxWaitMs: 1 },
    });
    const report = await checkFitness(judge, { battery: sample });
    expect(report).toMatchObject({ isFit: false, unanswered: sample.cases.length });
  });

  test('tells how far it is, and stops with its signal', async () => {
    const told: number[] = [];
    await using server = await startJudge({ persona: 'fair' });
    await using judge = openJudge({ url: server.url, model: 'm' });
    await checkFitness(judge, { battery: sample, onProgress: (done) => told.push(done) });
    expect(told).toEqual(sample.cases.map((_, at) => at + 1));
    await expect(checkFitness(judge, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });

  test('one judge that falls for attacks makes a panel unfit, though the others outvote it', async () => {
    await using fair = await startJudge();
    await using sloppy = await startJudge({ persona: 'sloppy' });
    await using gullible = await startJudge({ persona: 'gullible' });
    const open = (url: string, model: string) => openJudge({ url, model, concurrency: 16 });
    await using panel = openPanel([open(fair.url, 'a'), open(sloppy.url, 'b'), open(gullible.url, 'c')]);
    const report = await checkFitness(panel, { battery: attacked });

    expect(report).toMatchObject({ isFit: false, attacks: { passed: [] }, sensitivity: { share: 1 } });
    expect(report.members?.map(({ model, isFit }) => [model, isFit])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ]);
    expect(report.members?.[2]?.attacks.passed.length).toBeGreaterThan(0);
    expect(panel.usage().calls).toBe(fair.requests() + sloppy.requests() + gullible.requests());
  });
});
