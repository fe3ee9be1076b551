import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { TargetOptions } from '../../src/target/target.js';
import {
  closedPort,
  head,
  startBadServer,
  type BadServer,
  type Behaviour,
  type ServerPlace,
} from '../support/bad-server.js';
import { loopbackCertificate, otherHostCertificate, testAuthority } from '../support/certificates.js';
import { openTestTarget, sayHello } from '../support/open-test-target.js';
import { startProxy, type ProxyOptions } from '../support/proxy.js';
import { answer, ending, streamType, wholeStream } from '../support/shared-target.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

const sayWhole: Behaviour = (socket) => socket.write(wholeStream);
const secure: ServerPlace = { tls: loopbackCertificate };
const trusted = { trust: { ca: testAuthority, isInsecure: false } };

async function serve(place: ServerPlace = {}, behave = sayWhole): Promise<BadServer> {
  const server = await startBadServer(behave, place);
  opened.push(server);
  return server;
}

async function proxy(options?: ProxyOptions) {
  const started = await startProxy(options);
  opened.push(started);
  return started;
}

async function hello(url: string, options?: Partial<TargetOptions>) {
  const target = await openTestTarget(url, options);
  opened.push(target);
  return { exchange: await sayHello(target), target };
}

describe('TLS', () => {
  test('to a certificate of an authority that was given', async () => {
    const server = await serve(secure);
    const { exchange } = await hello(server.url, trusted);

    expect(ending(exchange)).toBe('ok');
    expect(exchange.timeline.phases?.setUp?.tlsMs).toBeGreaterThan(0);
    expect(server.requests[0]?.headers['host']).toBe(new URL(server.url).host);
  });

  test('by name, with that name asked for', async () => {
    const { port } = await serve(secure);
    const { exchange } = await hello(`https://localhost:${port}`, trusted);

    expect(ending(exchange)).toBe('ok');
    expect(exchange.timeline.phases?.setUp?.dnsMs).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['of an unknown authority', loopbackCertificate, {}, /cannot be verified|issuer/],
    ['for another host', otherHostCertificate, trusted, /for another host name/],
  ])('is refused to a certificate %s, and --insecure believes it', async (...[, tls, options, why]) => {
    const { url, requests } = await serve({ tls });
    const { exchange } = await hello(url, options);
    expect(ending(exchange)).toBe('connect_refused');
    expect(exchange.outcome).toHaveProperty('detail', expect.stringMatching(why));
    expect(requests).toHaveLength(0);

    const { exchange: believed } = await hello(url, { trust: { isInsecure: true } });
    expect(ending(believed)).toBe('ok');
  });

  test('to a server without it is no connection', async () => {
    const { port } = await serve({}, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const { exchange } = await hello(`https://127.0.0.1:${port}`);

    expect(ending(exchange)).toBe('connect_refused');
  });
});

describe('a proxy', () => {
  test('is asked for a tunnel to an https target, and given its credentials', async () => {
    const { url } = await serve(secure);
    const { asked, credentials, url: proxyUrl } = await proxy();
    const withCredentials = proxyUrl.replace('//', '//ann:p%40ss@');
    const { exchange } = await hello(url, { ...trusted, proxy: withCredentials });

    expect(ending(exchange)).toBe('ok');
    expect(asked).toEqual([`CONNECT ${new URL(url).host}`]);
    expect(credentials).toEqual([`Basic ${btoa('ann:p@ss')}`]);
    expect(exchange.timeline.phases?.setUp?.proxyMs).toBeGreaterThan(0);
  });

  test('gets the absolute URL of an http target, and its credentials stay with it', async () => {
    const server = await serve();
    const { asked, credentials, url: proxyUrl } = await proxy();
    const { exchange } = await hello(`${server.url}/agent/v1`, { proxy: proxyUrl.replace('//', '//ann@') });

    expect(ending(exchange)).toBe('ok');
    expect(asked).toEqual([`POST ${server.url}/agent/v1/chat/completions`]);
    expect(credentials).toEqual([`Basic ${btoa('ann:')}`]);
    expect(server.requests[0]).toMatchObject({ path: '/agent/v1/chat/completions' });
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('may itself speak TLS', async () => {
    const { url } = await serve(secure);
    const secureProxy = await proxy({ tls: loopbackCertificate });
    const { exchange } = await hello(url, { ...trusted, proxy: secureProxy.url });

    expect(ending(exchange)).toBe('ok');
    expect(secureProxy.asked).toHaveLength(1);
  });

  test.each([
    [
      'that lets nobody through',
      'HTTP/1.1 407 Who are you\r\n\r\n',
      'harness_error',
      /does not let it through: HTTP 407/,
    ],
    ['that cannot reach the target', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'connect_refused', /proxy does not/],
    ['that speaks no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n', 'harness_error', /not HTTP/],
    ['that hangs up', '', 'harness_error', /cannot be reached: closed/],
    ['that says too much', 'x'.repeat(40_000), 'harness_error', /not HTTP/],
  ])('%s says so', async (...[, refusal, kind, why]) => {
    const { url } = await serve(secure);
    const refusing = await proxy({ refusal });
    const { exchange } = await hello(url, { ...trusted, proxy: refusing.url });

    expect(ending(exchange)).toBe(kind);
    expect(exchange.outcome).toHaveProperty('detail', expect.stringMatching(why));
  });

  test('that is not there is not the fault of the miner', async () => {
    const { url } = await serve();
    const { exchange } = await hello(url, { proxy: `http://127.0.0.1:${await closedPort()}` });

    expect(ending(exchange)).toBe('harness_error');
    expect(exchange.outcome).toHaveProperty('detail', expect.stringContaining('the proxy cannot be reached'));
  });
});

describe('a target', () => {
  test('may listen on a Unix socket', async () => {
    await using folder = await temporaryFolder();
    const server = await serve({ path: join(folder.path, 'agent.sock') });
    const { exchange, target } = await hello(`${server.url}:/agent/v1`);

    expect(ending(exchange)).toBe('ok');
    expect(server.requests[0]).toMatchObject({ path: '/agent/v1/chat/completions' });
    expect(target.url).toBe(`${server.url}:/agent`);
  });

  test('whose Unix socket is not there is not there', async () => {
    const { exchange } = await hello('unix:/nowhere/agent.sock');

    expect(ending(exchange)).toBe('connect_refused');
  });

  test('may have an IPv6 address', async () => {
    const server = await serve({ host: '::1' });
    const { exchange } = await hello(server.url);

    expect(ending(exchange)).toBe('ok');
    expect(server.requests[0]?.headers['host']).toBe(`[::1]:${server.port}`);
  });

  test.each([
    ['gzip', gzipSync(answer)],
    ['br', brotliCompressSync(answer)],
  ])(
    'may compress with %s: it is decoded, and a read keeps its bytes of the wire',
    async (encoding, body) => {
      const server = await serve({}, (socket) => {
        const headers = {
          ...streamType,
          'content-encoding': encoding,
          'content-length': String(body.length),
        };
        socket.write(head(200, headers));
        socket.write(body);
      });
      const { exchange } = await hello(server.url);

      expect(ending(exchange)).toBe('ok');
      expect(exchange.reply.content).toBe('Hello');
      expect(exchange.timeline.reads.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(body.length);
    },
  );
});

describe('connections of their own', () => {
  test('are opened for every request, inside its time', async () => {
    const server = await serve();
    const { exchange, target } = await hello(server.url, { connectionMode: 'fresh' });
    const second = await sayHello(target);

    expect(server.requests.map(({ connection }) => connection)).toEqual([1, 2]);
    for (const { timeline, outcome } of [exchange, second]) {
      expect(outcome.status).toBe('ok');
      const { connectMs, phases, headersMs } = timeline;
      expect(connectMs).toBeGreaterThan(0);
      expect(phases?.setUp?.tcpMs).toBeGreaterThan(0);
      expect(phases?.sentMs).toBeGreaterThanOrEqual(connectMs);
      expect(headersMs).toBeGreaterThan(connectMs);
    }
    await expect.poll(() => server.openConnections()).toBe(0);
  });

  test('that nobody takes are refused connections', async () => {
    const { exchange } = await hello(`http://127.0.0.1:${await closedPort()}`, { connectionMode: 'fresh' });

    expect(ending(exchange)).toBe('connect_refused');
    expect(exchange.timeline.phases).toBeUndefined();
  });
});

describe('connections opened ahead', () => {
  test('wait for the first requests, and nothing is sent on them', async () => {
    const server = await serve();
    const target = await openTestTarget(server.url, { connections: 3 });
    opened.push(target);
    await target.prepare();
    await expect.poll(() => server.openConnections()).toBe(3);
    expect(server.requests).toHaveLength(0);

    const exchanges = await Promise.all([1, 2, 3].map(() => sayHello(target)));
    expect(exchanges.map(ending)).toEqual(['ok', 'ok', 'ok']);
    expect(exchanges.map(({ timeline }) => timeline.connectMs)).toEqual([0, 0, 0]);
    expect(new Set(server.requests.map(({ connection }) => connection))).toEqual(new Set([1, 2, 3]));
    await target.prepare();
    expect(server.openConnections()).toBe(3);
  });

  test('that the server closes meanwhile are replaced', async () => {
    const server = await serve();
    const target = await openTestTarget(server.url);
    opened.push(target);
    await target.prepare();
    await expect.poll(() => server.openConnections()).toBe(4);
    server.forget();

    expect(ending(await sayHello(target))).toBe('ok');
    expect(server.openConnections()).toBe(1);
  });

  test('to nobody fail in silence: the request will say so', async () => {
    const target = await openTestTarget(`http://127.0.0.1:${await closedPort()}`);
    opened.push(target);
    await target.prepare();

    expect(ending(await sayHello(target))).toBe('connect_refused');
  });

  test('are none where each request has its own', async () => {
    const server = await serve();
    const target = await openTestTarget(server.url, { connectionMode: 'fresh' });
    opened.push(target);
    await target.prepare();

    expect(server.openConnections()).toBe(0);
  });
});

test('phases tell a new connection from one used before, and come in order', async () => {
  const server = await serve();
  const { exchange, target } = await hello(server.url);
  const { phases, headersMs } = exchange.timeline;
  expect(phases?.setUp).toMatchObject({ dnsMs: undefined, proxyMs: undefined, tlsMs: undefined });
  expect(phases?.sentMs).toBeGreaterThanOrEqual(0);
  expect(phases?.firstByteMs).toBeGreaterThanOrEqual(phases?.sentMs ?? Infinity);
  expect(headersMs).toBeGreaterThanOrEqual(phases?.firstByteMs ?? Infinity);

  const again = await sayHello(target);
  expect(again.timeline.phases).toMatchObject({ setUp: undefined });
  expect(again.timeline.phases?.firstByteMs).toBeGreaterThan(0);
});

test('the first byte of a head in pieces comes before the head is whole', async () => {
  const server = await serve({}, (socket) => {
    const text = head(200, { ...streamType, 'content-length': String(answer.length) });
    socket.write(text.slice(0, 30));
    setTimeout(() => socket.write(text.slice(30) + answer), 40);
  });
  const { exchange } = await hello(server.url);
  const { phases, headersMs = 0 } = exchange.timeline;

  expect(ending(exchange)).toBe('ok');
  expect(headersMs - (phases?.firstByteMs ?? Infinity)).toBeGreaterThan(20);
});
