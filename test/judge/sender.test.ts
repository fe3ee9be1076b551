import { createServer } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openJudge } from '../../src/judge/open-judge.js';
import type { JudgeNetwork } from '../../src/judge/sender.js';
import { startJudge } from '../../src/mock/judge.js';
import { loopbackCertificate, otherHostCertificate, testAuthority } from '../support/certificates.js';
import { judgeCase } from '../support/judge-case.js';
import { startProxy } from '../support/proxy.js';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]();
});

const trusted: JudgeNetwork = { trust: { ca: testAuthority, isInsecure: false } };

/** The embedded judge behind TLS. */
async function secureJudge(certificate = loopbackCertificate): Promise<string> {
  const plain = await startJudge();
  opened.push(plain);
  const server = createServer(certificate, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = 'GET', url = '/' } = request;
      const body = method === 'GET' ? null : Buffer.concat(chunks);
      void fetch(plain.url + url, { method, body }).then(async (reply) => {
        response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push({
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function verdictFrom(url: string, network: JudgeNetwork) {
  const retry = { tries: 1, baseMs: 1, maxWaitMs: 1 };
  await using judge = openJudge({ url, model: 'embedded', apiKey: 'sk-judge', network, retry });
  return await judge.judge(judgeCase());
}

async function proxy(options?: Parameters<typeof startProxy>[0]) {
  const started = await startProxy(options);
  opened.push(started);
  return started;
}

test('a judge with a certificate of an authority that was given is believed', async () => {
  expect(await verdictFrom(await secureJudge(), trusted)).toMatchObject({ kind: 'judged', quality: 1 });
});

test.each([
  ['an authority that nobody gave', loopbackCertificate, {}],
  ['another host', otherHostCertificate, trusted],
])('a certificate of %s is not believed, and the judge gets nothing', async (_what, certificate, network) => {
  const verdict = await verdictFrom(await secureJudge(certificate), network);
  expect(verdict).toMatchObject({ kind: 'judge_fault' });
  expect(verdict.kind === 'judge_fault' && verdict.reason).toMatch(
    /UNABLE_TO_VERIFY|SELF_SIGNED|ALTNAME_INVALID/,
  );
});

test('through a proxy, an http judge is asked for by its whole URL', async () => {
  await using server = await startJudge({ apiKey: 'sk-judge' });
  const { url, asked, credentials } = await proxy();
  const network = { proxy: url.replace('//', '//user:word@') };
  expect(await verdictFrom(server.url, network)).toMatchObject({ kind: 'judged', quality: 1 });
  expect(new Set(asked)).toEqual(new Set([`POST ${server.url}/v1/chat/completions`]));
  expect(credentials[0]).toBe(`Basic ${Buffer.from('user:word').toString('base64')}`);
});

test('through a proxy, an https judge is reached by a tunnel that sees no key', async () => {
  const judgeUrl = await secureJudge();
  const { url, asked } = await proxy();
  expect(await verdictFrom(judgeUrl, { ...trusted, proxy: url })).toMatchObject({ kind: 'judged' });
  expect(new Set(asked)).toEqual(new Set([`CONNECT ${new URL(judgeUrl).host}`]));
});

test('a proxy that refuses is a judge fault', async () => {
  const { url } = await proxy({ refusal: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' });
  expect(await verdictFrom(await secureJudge(), { ...trusted, proxy: url })).toMatchObject({
    kind: 'judge_fault',
    reason: 'the judge did not answer: PROXY_REFUSED',
  });
});
