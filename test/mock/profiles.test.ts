import { expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { profileNamed, profiles } from '../../src/mock/profiles.js';

test('every profile has one line that says what it does', () => {
  for (const { summary } of Object.values(profiles)) {
    expect(summary).toMatch(/^[^\n]{10,110}$/);
  }
});

test('a null miner is there for every rung of the ladder', () => {
  const names = Object.keys(profiles).filter((name) => name.startsWith('null-'));
  expect(names).toEqual([
    'null-500',
    'null-dot',
    'null-waffle',
    'null-echo',
    'null-keywords',
    'null-letters',
    'null-zero',
    'null-yes',
    'null-a',
    'null-unknown',
    'null-abstain',
    'null-ask',
    'null-no-tools',
    'null-inject',
    'null-keepalive',
  ]);
});

test.each(['', 'fast', 'constructor', 'toString'])('there is no profile %j', (name) => {
  expect(() => profileNamed(name)).toThrow(BenchError);
});
