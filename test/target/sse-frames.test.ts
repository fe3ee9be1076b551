import { expect, test } from 'vitest';
import { SseFrames } from '../../src/target/sse-frames.js';

function frames(texts: readonly string[], maxBlock = 100): { said: string[]; junkLines: number } {
  const said: string[] = [];
  const reader = new SseFrames({
    maxBlock,
    maxJunkLines: 5,
    onFrame: (data, event, isUnterminated) =>
      said.push(`${event ?? 'data'}${isUnterminated ? '!' : ''}=${data}`),
    onComment: () => said.push('comment'),
    onOverflow: (why) => said.push(why),
  });
  for (const text of texts) reader.feed(text);
  reader.end();
  return { said, junkLines: reader.junkLines };
}

test('frames, comments and event types come in order', () => {
  expect(frames(['data: a\n\n: c\nevent: error\ndata: b\ndata: c\n\n']).said).toEqual([
    'data=a',
    'comment',
    'error=b\nc',
  ]);
});

test('a last frame without its blank line is told as such', () => {
  expect(frames(['data: a\n\ndata: b']).said).toEqual(['data=a', 'data!=b']);
  expect(frames(['data: a\n\n']).said).toEqual(['data=a']);
});

test('a text that only looks like a byte order mark is kept', () => {
  expect(frames(['\u00EF\u00BB\u00BFdata: a\n\n']).junkLines).toBe(1);
});

test('a block may be as long as the limit; blank lines and blocks before it do not count', () => {
  const block = `data: ${'x'.repeat(92)}\n\n`;

  expect(frames(['\n\n\n', block, block + block]).said).toHaveLength(3);
  expect(frames([block.replace('x', 'xx')]).said).toEqual(['one event is longer than 100 bytes']);
});

test('nothing is told after an overflow', () => {
  expect(frames([`data: ${'x'.repeat(200)}\n\ndata: a\n\n`, 'data: b\n\n']).said).toHaveLength(1);
  expect(frames(['junk\n'.repeat(50) + 'data: a\n\n']).said).toEqual(['more than 5 lines are not SSE']);
});
