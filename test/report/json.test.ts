import { expect, test } from 'vitest';
import { safeJson } from '../../src/report/json.js';

test('JSON holds no command for the log of GitHub Actions, and the value stays', () => {
  const value = { text: '##[error]x ###[y] # [z] #' };
  const json = safeJson(value);

  expect(json).not.toContain('##[');
  expect(JSON.parse(json)).toEqual(value);
});
