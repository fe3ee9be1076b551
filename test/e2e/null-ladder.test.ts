import { expect, test } from 'vitest';
import { climbNullLadder, nullProfiles } from '../support/null-ladder.js';

test('every miner without intelligence that the ladder names is there', () => {
  expect(nullProfiles.length).toBeGreaterThanOrEqual(12);
});

climbNullLadder('public/smoke');
