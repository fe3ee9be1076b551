import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown, markdownCode } from '../../src/lib/escape-markdown.js';
import { hostileTexts } from '../support/hostile-text.js';

test('a code span is fenced by more backticks than it holds', () => {
  expect(markdownCode('plain')).toBe('`plain`');
  expect(markdownCode('a`b``c')).toBe('```a`b``c```');
  expect(markdownCode('`a`')).toBe('`` `a` ``');
  expect(markdownCode('')).toBe('');
});

test('a bar in a code span does not end the table cell, whatever stands before it', () => {
  expect(markdownCode('a|b')).toBe('`a\\|b`');
  expect(markdownCode('a\\|b')).toBe('`a\\ \\|b`');
});

test('foreign text in a code span never closes it and never opens a second cell', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', ' ', 'a', '\n', '<', '[') }), (text) => {
      const code = markdownCode(text);
      if (code === '') return;
      const fence = /^`+/u.exec(code)?.[0] ?? '';
      const inside = code.slice(fence.length, -fence.length);
      expect(inside.match(/`+/gu)?.includes(fence) ?? false).toBe(false);
      expect(inside.replace(/\\[!-/:-@[-`{-~]/gu, '')).not.toContain('|');
    }),
  );
});

test('plain words keep no sign that Markdown, HTML or GitHub would act on', () => {
  expect(escapeMarkdown(hostileTexts.script)).not.toMatch(/[<>]/u);
  expect(escapeMarkdown(hostileTexts.mention)).not.toMatch(/@|:\/\/|(?<!&)#/u);
  expect(escapeMarkdown(hostileTexts.image)).toContain('!\\[x\\]');
  expect(escapeMarkdown('a*b_c`d|e~f')).toBe('a\\*b\\_c\\`d\\|e\\~f');
});

test('what begins like a list item stays a sentence', () => {
  expect(escapeMarkdown('- one')).toBe('\\- one');
  expect(escapeMarkdown('1. one')).toBe('1\\. one');
  expect(escapeMarkdown('2.54 s (median)')).toBe('2.54 s (median)');
});
