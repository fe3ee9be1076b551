import { expect, test } from 'vitest';
import { classTargets, janusComposite, profileDigest } from '../../src/scoring/profile.js';
import { taskClasses } from '../../src/suite/task.js';

test('the digest of janus-composite@1.0.0 stays what it is: another one is another version', () => {
  expect(profileDigest(janusComposite)).toBe(
    'd8d01b940c3c9db5d9195f83ade45d2e8ac8646d2ec99b3289c65cf3617b0c75',
  );
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
