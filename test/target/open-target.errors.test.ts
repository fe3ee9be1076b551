import { describe, expect, test } from 'vitest';
import {
  chunk,
  closedPort,
  head,
  lastChunk,
  streamHead,
  whole,
  type Behaviour,
} from '../support/bad-server.js';
import { openTestTarget, sayHello } from '../support/open-test-target.js';
import { answer, ending, shareTarget, streamType } from '../support/shared-target.js';
import { contentFrame } from '../support/stamped-reads.js';

const { against, opened } = shareTarget();

describe("the miner's errors", () => {
  const html = '<html><h1>Bad Gateway</h1></html>';
  const json = { 'content-type': 'application/json' };
  const cases: readonly (readonly [string, Behaviour, string, RegExp])[] = [
    ['a reset before any response', (socket) => socket.resetAndDestroy(), 'reset', /reset/],
    ['a close before any response', (socket) => socket.end(), 'reset', /closed before any response/],
    [
      'a reset inside the body',
      (socket) => {
        socket.write(streamHead() + chunk(contentFrame('a')));
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
      'reset',
      /ECONNRESET/,
    ],
    [
      'a body without its last chunk',
      (socket) => socket.end(streamHead() + chunk(contentFrame('a'))),
      'truncated',
      /closed before/,
    ],
    [
      'a body without its last chunk on a connection that is to be closed',
      (socket) => socket.end(streamHead({ connection: 'close' }) + chunk(contentFrame('a'))),
      'truncated',
      /closed before/,
    ],
    [
      'a body shorter than its length',
      (socket) => socket.end(head(200, { ...streamType, 'content-length': '9999' }) + answer.slice(0, 90)),
      'truncated',
      /./,
    ],
    [
      '401',
      (socket) => socket.write(whole(401, '{"error":{"message":"bad key"}}', json)),
      'http_error',
      /^HTTP 401 Unauthorized: bad key$/,
    ],
    ['429', (socket) => socket.write(whole(429, '', { 'retry-after': '1' })), 'http_error', /^HTTP 429/],
    ['503', (socket) => socket.write(whole(503, '', { 'retry-after': '1' })), 'http_error', /^HTTP 503/],
    [
      '500 with a JSON error',
      (socket) => socket.write(whole(500, '{"error":{"message":"boom"}}', json)),
      'http_error',
      /boom/,
    ],
    [
      '502 with a page of HTML',
      (socket) => socket.write(whole(502, html, { 'content-type': 'text/html' })),
      'http_error',
      /Bad Gateway/,
    ],
    [
      'a redirect',
      (socket) => socket.write(whole(307, '', { location: '/elsewhere' })),
      'http_error',
      /elsewhere; redirects are not followed/,
    ],
    [
      'something that is not HTTP',
      (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
      'malformed',
      /not a valid HTTP response/,
    ],
    [
      'a page of HTML with status 200',
      (socket) => socket.write(whole(200, html, { 'content-type': 'text/html' })),
      'malformed',
      /./,
    ],
    ['status 204', (socket) => socket.write(head(204)), 'empty', /no output/],
    [
      'a stream that only pings and ends',
      (socket) => socket.write(streamHead() + chunk(': ping\n\n') + lastChunk),
      'empty',
      /no output/,
    ],
    [
      'headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        for (let line = 0; line < 100; line++) socket.write(`x-${line}: ${'y'.repeat(500)}\r\n`);
      },
      'too_large',
      /headers/,
    ],
    [
      'compressed data that is broken',
      (socket) => socket.write(whole(200, 'no gzip at all', { ...streamType, 'content-encoding': 'gzip' })),
      'malformed',
      /compressed body/,
    ],
  ];

  test.each(cases)('%s', async (...[, behave, kind, detail]) => {
    const { server, target } = await against(behave);
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe(kind);
    expect(exchange.outcome).toHaveProperty('detail', expect.stringMatching(detail));
    expect(server.requests).toHaveLength(1);
  });

  test('nothing listens', async () => {
    const target = await openTestTarget(`http://127.0.0.1:${await closedPort()}`);
    opened.push(target);
    const exchange = await sayHello(target);

    expect(ending(exchange)).toBe('connect_refused');
    expect(exchange.outcome).toHaveProperty('detail', 'no connection: nothing listens there (ECONNREFUSED)');
    expect(exchange.status).toBeUndefined();
    expect(exchange.timeline.events).toEqual([]);
  });
});
