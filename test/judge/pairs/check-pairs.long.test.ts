import { describe, expect, test } from 'vitest';
import { checkPairs } from '../../../src/judge/pairs/check-pairs.js';
import { openJudge } from '../../../src/judge/open-judge.js';
import { startJudge } from '../../../src/mock/judge.js';

async function check(persona: string) {
  await using server = await startJudge({ persona });
  const quick = { concurrency: 16, retry: { tries: 3, baseMs: 1, maxWaitMs: 5 } };
  await using judge = openJudge({ url: server.url, model: 'embedded', ...quick });
  return { report: await checkPairs(judge) };
}

describe('the battery of pairs, put to every persona', () => {
  test.each(['fair', 'sloppy', 'chatty', 'no-schema', 'rate-limited', 'leaks-prompt'])(
    'the judge "%s" passes it',
    async (persona) => {
      const { report } = await check(persona);
      expect(report).toMatchObject({
        ...{ isFit: true, right: 1, consistent: 1, unanswered: 0 },
        ...{ missed: [], reversed: [], attacks: { tried: 14, passed: [] } },
      });
    },
  );

  test.each(['position-biased', 'always-yes'])(
    'the judge "%s" contradicts itself in the other order: all ties, and unfit',
    async (persona) => {
      const { report } = await check(persona);
      expect(report).toMatchObject({ isFit: false, consistent: 0, reversed: [] });
      expect(report.missed).toHaveLength(28);
      expect(report.attacks.passed).toHaveLength(14);
    },
  );

  test('a judge that believes boasts lets them win, and is unfit', async () => {
    const { report } = await check('gullible');
    expect(report.isFit).toBe(false);
    expect(report.reversed).toContain('pick-me-praise');
  });

  test('a judge that never decides is unfit', async () => {
    const { report } = await check('always-no');
    expect(report).toMatchObject({ isFit: false, reversed: [], right: 3 / 31 });
  });

  test.each(['refuses', 'truncates', 'echo'])(
    'a judge "%s" gives no verdict and is unfit',
    async (persona) => {
      const { report } = await check(persona);
      expect(report).toMatchObject({ isFit: false, right: 0, unanswered: 31, attacks: { passed: [] } });
    },
  );
});
