import { expect, test } from 'vitest';
import { plainPicture } from '../../src/contract/plain-picture.js';
import { readChat } from '../../src/mock/chat-request.js';
import { replyBySkill } from '../../src/mock/skills.js';

function asked(content: unknown) {
  const read = readChat(JSON.stringify({ model: 'm', messages: [{ role: 'user', content }] }));
  if (read.kind === 'bad') throw new Error(read.message);
  return replyBySkill(read.chat);
}

test('counts, and takes its time where it is asked to', () => {
  expect(asked('Count from 3 to 5.')).toMatchObject({ content: '3\n4\n5' });
  expect(asked('Count from 1 to 2, and take at least 1.5 seconds.')?.effort).toEqual({
    kind: 'lasting',
    ms: 1_500,
  });
  expect(asked('Count from 1 to 999999.')).toBeUndefined();
  expect(asked('Count from 5 to 1.')).toBeUndefined();
});

test.each([
  ['red', [224, 16, 16]],
  ['green', [16, 144, 32]],
  ['blue', [16, 32, 224]],
  ['yellow', [248, 224, 16]],
] as const)('sees that a picture is %s', (name, rgb) => {
  const image = { type: 'image_url', image_url: { url: plainPicture(rgb) } };

  expect(asked([{ type: 'text', text: 'Which colour?' }, image])?.content).toBe(`ANSWER: ${name}`);
});

test.each(['data:image/png;base64,AAAA', 'https://example.org/x.png', 'data:image/png;base64,iVBORw0KGgo='])(
  'does not name the colour of %s',
  (url) => {
    const parts = [
      { type: 'text', text: 'Which colour?' },
      { type: 'image_url', image_url: { url } },
    ];

    expect(asked(parts)?.content).toBe('ANSWER: unknown');
  },
);

test('hands a text back as a file', () => {
  const reply = asked('Give it back, as an artifact of type text/csv:\n```csv\na,b\n1,2\n```');

  expect(reply?.artifacts).toEqual([
    { id: 'file-1', type: 'file', mimeType: 'text/csv', url: 'data:text/csv;base64,YSxiCjEsMgo=' },
  ]);
});

test('works where it is told to go step by step, and has no other skill', () => {
  expect(asked('Think step by step.')?.effort).toEqual({ kind: 'work' });
  expect(asked('Who are you?')).toBeUndefined();
});
