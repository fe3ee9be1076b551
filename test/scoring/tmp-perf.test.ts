import { test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { scoredAttempt, scoredExchange, scoredRun } from '../support/scored-run.js';
test('perf', () => {
  const rng = rngFrom('x');
  for (const per of [5, 6, 18, 50]) {
    const input = scoredRun({ perCategory: per, repeats: 3 }, () =>
      scoredAttempt({
        quality: rng.next() < 0.6 ? 1 : 0,
        exchanges: [scoredExchange({ endMs: 1500 + 10000 * rng.next() })],
      }),
    );
    for (let i = 0; i < 2; i++) {
      const t = performance.now();
      const s = scoreRun(input, { profile, seed: ['a', i] });
      console.log(per * 4, performance.now() - t, JSON.stringify(s));
    }
  }
});
