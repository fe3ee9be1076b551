import { expect, test } from 'vitest';
import { citationsIn, documentsIn, quotesIn, statedNumbers } from '../../src/graders/sources.js';

test('documents begin at a line with their id and end at the next', () => {
  const documents = documentsIn(['Intro [D9]\n[D1] One\nmore\n## [D2] Two', '[d3] Three']);
  expect([...documents]).toEqual([
    ['D1', '[d1] one more'],
    ['D2', '## [d2] two'],
    ['D3', '[d3] three'],
  ]);
});

test('citations are ids in brackets, of the kinds that are asked for', () => {
  const content = 'See [D1], [D2; d3], 【D4】, [cf. D5, p. 7], [D6-D8], D10, [X1], [1] and array[D].';
  expect([...citationsIn(content, new Set(['D']))]).toEqual(['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D8']);
});

test('quotes stand in marks within a paragraph, or after >', () => {
  const content = '"one two" and “three\nfour” and «five» but a 5" nail\n\n> six\n> seven\n\nnot "open';
  expect(quotesIn(content)).toEqual(['one two', 'three\nfour', 'five', 'six seven']);
});

test('list markers and cited ids are no numbers that are stated', () => {
  const content = '1. It rose by 5 % [D3].\n2) It fell to 1,200.';
  expect(statedNumbers(content).map(({ value }) => value)).toEqual([5, 1200]);
});
