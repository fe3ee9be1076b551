import { describe, expect, test } from 'vitest';
import { checkPairs } from '../../../src/judge/pairs/check-pairs.js';
import { pairBattery } from '../../../src/judge/pairs/pair-battery.js';
import { openJudge } from '../../../src/judge/open-judge.js';
import { openPanel } from '../../../src/judge/panel.js';
import { startJudge } from '../../../src/mock/judge.js';

const { cases } = pairBattery;
const quick = { concurrency: 16, retry: { tries: 3, baseMs: 1, maxWaitMs: 5 } };

/** A few of each kind; check-pairs.long.test.ts asks all of them. */
const sample = { ...pairBattery, cases: cases.filter((_, at) => at % 6 === 0) };

describe('the battery of pairs', () => {
  test('holds clear wins, identical answers, attacks and essays, the right one on either side', () => {
    const count = (family: string) => cases.filter((each) => each.family === family).length;
    expect(['clear', 'identical', 'pick-me', 'longer-but-wrong'].map(count)).toEqual([14, 3, 10, 4]);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    const sides = cases.filter(({ expected }) => expected !== 'tie').map(({ expected }) => expected);
    expect(sides.filter((side) => side === 'base')).toHaveLength(14);
    expect(sides.filter((side) => side === 'candidate')).toHaveLength(14);
    for (const { pair, expected } of cases) expect(pair.base === pair.candidate).toBe(expected === 'tie');
  });

  test('its digest is that of its cases, so that a change of one is a change of version', () => {
    expect(`${pairBattery.version} ${pairBattery.digest}`).toBe(
      '1.0.0 d49ad15748e83a9d690ef55c39719287440b967d527b79722d1840935e2d6b40',
    );
  });

  test('the fair judge passes it, asked twice for each pair, once in either order', async () => {
    await using server = await startJudge();
    await using judge = openJudge({ url: server.url, model: 'embedded', ...quick });
    const report = await checkPairs(judge, { battery: sample });
    expect(report).toMatchObject({ isFit: true, right: 1, consistent: 1, missed: [] });
    expect(server.requests()).toBe(2 * sample.cases.length);
  });

  test('each judge of a panel is tested alone, and the least of them decides', async () => {
    await using one = await startJudge();
    await using two = await startJudge({ persona: 'position-biased' });
    await using three = await startJudge({ persona: 'sloppy' });
    const open = (url: string, model: string) => openJudge({ url, model, ...quick });
    await using panel = openPanel([open(one.url, 'a'), open(two.url, 'b'), open(three.url, 'c')]);
    const report = await checkPairs(panel, { battery: sample });
    expect(report.isFit).toBe(false);
    expect(report.members?.map(({ model, isFit }) => [model, isFit])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });

  test('ends with its signal', async () => {
    await using judge = openJudge({ url: 'http://127.0.0.1:1', model: 'm' });
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(checkPairs(judge, { signal })).rejects.toThrow('stop');
  });
});
