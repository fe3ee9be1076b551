import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote } from '../../src/lib/shell-quote.js';
import { hostileTexts } from '../support/hostile-text.js';

test('plain words stay plain', () => {
  expect(shellQuote('http://localhost:8001/v1')).toBe('http://localhost:8001/v1');
  expect(shellQuote('')).toBe("''");
});

test('a shell gives back exactly what was quoted', () => {
  const texts = [
    '$(id)',
    '`id`',
    "it's",
    '"; rm -rf /',
    '=ls',
    '~',
    '!!',
    '\\',
    '',
    'a b',
    ...Object.values(hostileTexts),
  ];
  for (const text of texts.map((text) => text.toWellFormed())) {
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`], { encoding: 'utf8' })).toBe(text);
  }
});
