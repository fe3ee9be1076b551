import { describe, expect, test } from 'vitest';
import { proxyFor } from '../../src/target/proxy-for.js';

const proxy = 'http://proxy.example:3128';

describe('the proxy of a target', () => {
  test.each([
    ['https://a.example', { HTTPS_PROXY: proxy }, proxy],
    ['https://a.example', { https_proxy: proxy, HTTPS_PROXY: 'http://other' }, proxy],
    ['https://a.example', { HTTP_PROXY: proxy }, undefined],
    ['http://a.example', { HTTP_PROXY: proxy }, proxy],
    ['http://a.example', { http_proxy: ` ${proxy} ` }, proxy],
    ['http://a.example', { HTTPS_PROXY: proxy }, undefined],
    ['http://a.example', { ALL_PROXY: proxy }, proxy],
    ['http://a.example', { HTTP_PROXY: '', all_proxy: '' }, undefined],
    ['http://127.0.0.1:8001', { HTTP_PROXY: proxy }, proxy],
    ['unix:/run/agent.sock', { ALL_PROXY: proxy }, undefined],
    ['mock:steady', { ALL_PROXY: proxy }, undefined],
    ['http://', { ALL_PROXY: proxy }, undefined],
  ])('%s with %o', (target, env, expected) => {
    expect(proxyFor(target, env)).toBe(expected);
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['*', 'http://a.example', true],
    ['a.example', 'http://a.example', true],
    ['A.Example', 'http://a.example', true],
    ['a.example', 'http://b.a.example', true],
    ['.a.example', 'http://a.example', true],
    ['*.a.example', 'http://b.a.example', true],
    ['a.example', 'http://bba.example', false],
    ['a.example:8001', 'http://a.example:8001', true],
    ['a.example:8001', 'http://a.example', false],
    ['a.example:443', 'https://a.example', true],
    ['x, b.example a.example', 'http://a.example', true],
    ['localhost,127.0.0.1', 'http://127.0.0.1:8001', true],
    ['127.0.0.1', 'http://127.0.0.10', false],
    ['10.0.0.0/8', 'http://10.1.2.3', true],
    ['10.0.0.0/8', 'http://11.1.2.3', false],
    ['10.0.0.0/99', 'http://10.1.2.3', false],
    ['10.0.0.0/8', 'http://ten.example', false],
    ['::1', 'http://[::1]:8001', true],
    ['[::1]:8001', 'http://[::1]:8001', true],
    ['[::1]:8002', 'http://[::1]:8001', false],
    ['fd00::/8', 'http://[fd12::1]', true],
    ['.', 'http://a.example', false],
    ['', 'http://a.example', false],
  ])('%s exempts %s: %s', (exempt, target, isExempt) => {
    expect(proxyFor(target, { ALL_PROXY: proxy, NO_PROXY: exempt })).toBe(isExempt ? undefined : proxy);
    expect(proxyFor(target, { ALL_PROXY: proxy, no_proxy: exempt })).toBe(isExempt ? undefined : proxy);
  });
});
