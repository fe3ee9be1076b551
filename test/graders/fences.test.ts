import { expect, test } from 'vitest';
import { fencedBlocks } from '../../src/graders/fences.js';

function blocks(content: string): readonly (readonly [string, string])[] {
  return fencedBlocks(content).map(({ language, text }) => [language, text]);
}

test('blocks come with their language and text', () => {
  expect(blocks('a\n```JSON title\n{}\n```\nb\n~~~\nx\n~~~\n')).toEqual([
    ['json', '{}\n'],
    ['', 'x\n'],
  ]);
});

test('a shorter fence, or one of the other kind, does not close a block', () => {
  expect(blocks('````\n```\n~~~~\n````\n')).toEqual([['', '```\n~~~~\n']]);
});

test('a block left open reaches to the end', () => expect(blocks('```js\nlet x')).toEqual([['js', 'let x']]));

test('code inside a line is no block', () => expect(blocks('a ```x``` b')).toEqual([]));

test('the range is the text, whatever the line ends', () => {
  const content = 'a\r\n```json\r\n{}\r\n```\r\n';
  expect(fencedBlocks(content).map(({ start, end }) => content.slice(start, end))).toEqual(['{}\r\n']);
});
