import { bench } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { scoredAttempt, scoredExchange, scoredRun } from '../support/scored-run.js';

const rng = rngFrom('bench');
const input = scoredRun({ perCategory: 18, repeats: 3 }, () =>
  scoredAttempt({
    quality: rng.next() < 0.6 ? 1 : 0,
    exchanges: [scoredExchange({ endMs: 1_500 + 8_000 * rng.next() })],
  }),
);

bench('all six scores and their intervals, 72 tasks x 3', () => {
  scoreRun(input, { profile, seed: ['bench'] });
});
