import { expect, test } from 'vitest';
import { boundMarkdown } from '../../src/report/bound-markdown.js';

const bytes = (text: string) => new TextEncoder().encode(text).length;

test('what fits is left as it is', () => {
  expect(boundMarkdown('### ü\n', 7)).toBe('### ü\n');
});

test('what does not is cut at a line, closes what is open and says so', () => {
  const rows = Array.from({ length: 500 }, (_, index) => `| ü row ${index} |`);
  const page = ['<details><summary>x</summary>', '', '```', ...rows, '```', '</details>'].join('\n');
  const cut = boundMarkdown(page, 1_000);

  expect(bytes(cut)).toBeLessThanOrEqual(1_000);
  expect(bytes(cut)).toBeGreaterThan(800);
  expect(cut).toMatch(/\| ü row \d+ \|\n```\n<\/details>\n\n\*Cut here: .*\*\n$/u);
});
