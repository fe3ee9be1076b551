import { expect, test } from 'vitest';
import { classTargets, janusComposite, profileDigest } from '../../src/scoring/profile.js';
import { taskClasses } from '../../src/suite/task.js';

test('the digest of janus-composite@1.0.0 stays what it is: another one is another version', () => {
  expect(profileDigest(janusComposite)).toBe('DIGEST');
});

test('any other constant gives another digest', () => {
  const stricter = { ...janusComposite, passThreshold: 0.6 };

  expect(profileDigest(stricter)).not.toBe(profileDigest(janusComposite));
});

test.each(taskClasses)('the class %s has a target time and a target price', (name) => {
  const { latencyMs, costUsd } = classTargets(janusComposite, name);

  expect(latencyMs).toBeGreaterThan(0);
  expect(costUsd).toBeGreaterThan(0);
});

test.each(['poetry', 'constructor', ''])('a class called "%s" is a mistake', (name) => {
  expect(() => classTargets(janusComposite, name)).toThrow(RangeError);
});
