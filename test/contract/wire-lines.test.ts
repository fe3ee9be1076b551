import { expect, test } from 'vitest';
import { wireProblems, type WireProblem } from '../../src/contract/wire-lines.js';

const all = { isWhole: true, excerpt: (text: string) => text };
const good = ': hello\n\nevent: message\nid: 1\nretry: 5\ndata: {}\n\ndata: [DONE]\n\n';

test.each([
  ['line feeds', good],
  ['CRLF', good.replaceAll('\n', '\r\n')],
  ['CR', good.replaceAll('\n', '\r')],
])('a stream with %s is in order', (_, text) => {
  expect(wireProblems(Buffer.from(text), all)).toEqual([]);
});

test.each<[string, Uint8Array, WireProblem]>([
  ['invalid UTF-8', Buffer.from([0x64, 0xff, 0x0a, 0x0a]), { verdict: 'fail', what: 'UTF-8' }],
  [
    'a character cut at the end',
    Buffer.from('data: é\n\n').subarray(0, 7),
    { verdict: 'fail', what: 'UTF-8' },
  ],
  ['NUL', Buffer.from('data: {"a":"\0"}\n\n'), { verdict: 'fail', what: 'NUL' }],
  ['a byte order mark', Buffer.from(`\uFEFF${good}`), { verdict: 'warn', what: 'byte order mark' }],
  ['another field', Buffer.from(`${good}name: x\n\n`), { verdict: 'warn', what: 'name: x' }],
  ['no blank line at the end', Buffer.from('data: {}\n'), { verdict: 'warn', what: 'no blank line' }],
  ['gzip', Buffer.from([0x1f, 0x8b, 0x08]), { verdict: 'warn', what: 'compressed' }],
])('%s is told', (_, bytes, { verdict, what }) => {
  expect(wireProblems(bytes, all)).toEqual([{ verdict, what: expect.stringContaining(what) as string }]);
});

test('what the end of a capture cuts off is no problem', () => {
  expect(wireProblems(Buffer.from('data: é').subarray(0, 7), { ...all, isWhole: false })).toEqual([]);
});
