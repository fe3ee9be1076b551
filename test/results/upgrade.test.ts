import { expect, test } from 'vitest';
import { requireKnownVersion, upgradeResult } from '../../src/results/upgrade.js';

const known = { schema: 'janus-bench/result', version: 1, where: 'result.json' };

test('the version we know passes', () => {
  const value = { schema: 'janus-bench/result', schemaVersion: 1 };

  expect(upgradeResult(value, 'result.json')).toBe(value);
});

test('a newer version asks for an upgrade and says which', () => {
  expect(() => upgradeResult({ schema: 'janus-bench/result', schemaVersion: 3 }, 'result.json')).toThrow(
    expect.objectContaining({
      message:
        'result.json was written by a newer janus-bench (janus-bench/result version 3; this one reads up to 1)',
      hint: 'Upgrade with: npm install -g janus-bench@latest',
    }),
  );
});

test.each([null, [], 'text', {}, { schema: 'other' }, undefined])('%j is no result', (value) => {
  expect(() => requireKnownVersion(value, known)).toThrow(/is not a janus-bench\/result/u);
});

test('a result without a version is refused', () => {
  expect(() => requireKnownVersion({ schema: 'janus-bench/result' }, known)).toThrow(/no schemaVersion/u);
});
