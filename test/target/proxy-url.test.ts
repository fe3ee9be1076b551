import { expect, test } from 'vitest';
import { parseProxyUrl } from '../../src/target/proxy-url.js';

test.each([
  ['http://proxy.example:3128', { isSecure: false, host: 'proxy.example', port: 3128 }],
  ['https://proxy.example', { isSecure: true, host: 'proxy.example', port: 443 }],
  [' proxy.example:3128 ', { isSecure: false, host: 'proxy.example', port: 3128 }],
  ['http://[::1]:3128/', { isSecure: false, host: '::1', port: 3128 }],
  ['http://proxy.example', { isSecure: false, host: 'proxy.example', port: 80 }],
])('%s', (text, expected) => {
  expect(parseProxyUrl(text)).toEqual({ ...expected, authorization: undefined });
});

test('credentials become Basic, with a scheme and without', () => {
  const authorization = `Basic ${btoa('ann:p@ss')}`;

  expect(parseProxyUrl('http://ann:p%40ss@proxy.example').authorization).toBe(authorization);
  expect(parseProxyUrl('ann:p%40ss@proxy.example:3128')).toMatchObject({ authorization, port: 3128 });
});

test.each(['socks5://ann:secret@proxy.example', 'http://', 'http://ann:secret@'])(
  '%s is refused, and its credentials are not repeated',
  (text) => {
    const parse = () => parseProxyUrl(text);

    expect(parse).toThrow(/is not an http or https URL/);
    expect(parse).not.toThrow(/secret/);
  },
);
