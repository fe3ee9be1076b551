import { expect, test } from 'vitest';
import { requestHeaders } from '../../src/target/request-headers.js';

test('the headers of an ordinary client say nothing about this program', () => {
  const headers = requestHeaders({}, undefined);

  expect(headers).toMatchObject({ 'user-agent': 'node', 'accept-encoding': 'identity' });
  expect(JSON.stringify(headers)).not.toMatch(/janus|bench/i);
});

test("the user's headers win, whatever their case, also over credentials of the URL", () => {
  expect(requestHeaders({ Authorization: 'Bearer k', 'USER-AGENT': 'x' }, 'Basic abc')).toMatchObject({
    authorization: 'Bearer k',
    'user-agent': 'x',
  });
  expect(requestHeaders({}, 'Basic abc')).toHaveProperty('authorization', 'Basic abc');
});

test.each([
  { 'bad name': 'x' },
  { 'x-key': 'secret\r\nx: y' },
  { 'Content-Length': 'secret' },
  { connection: 'secret' },
])('a header that cannot be sent is refused, its value unsaid: %o', (headers) => {
  expect(() => requestHeaders(headers, undefined)).toThrow(/header/);
  expect(() => requestHeaders(headers, undefined)).not.toThrow(/secret/);
});
