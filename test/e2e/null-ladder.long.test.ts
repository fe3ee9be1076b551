import { expect, test } from 'vitest';
import { climbNullLadder, nullProfiles, resultOf } from '../support/null-ladder.js';

test('every miner without intelligence that the ladder names is there', () => {
  expect(nullProfiles.length).toBeGreaterThanOrEqual(12);
});

climbNullLadder('public/smoke');
climbNullLadder('public/dev');

test('an oracle that is right half of the time lands within its printed interval of 50', async () => {
  const { scores } = await resultOf({ profile: 'instant', suite: 'public/dev', accuracy: 0.5 });

  expect(scores.quality?.low).toBeLessThanOrEqual(50);
  expect(scores.quality?.high).toBeGreaterThanOrEqual(50);
});
