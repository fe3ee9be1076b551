import { readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const hostile = [
  '\u001b[2J\u001b]0;owned\u0007',
  '</script><script>alert(1)</script>',
  '=HYPERLINK("http://evil.example","x")',
  '| broken | **table** |',
  'tick ` tock `` <b>out</b> ```',
  '\u202Egnp.exe\u200B',
].join(' ');

const frame = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const end = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** Markdown less its code spans, in which nothing is markup. */
function outsideCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}

async function serve(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a response full of escapes, markup, formulas and 10 MB of one line changes nothing but its own cell', async () => {
  await using folder = await temporaryFolder();
  let asked = 0;
  await using miner = await serve((request, response) => {
    if (request.method === 'GET') return void response.end('{}');
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const text = asked++ % 2 === 0 ? hostile : 'x'.repeat(10_000_000);
    response.end(frame(`${text}\n${hostile}\nANSWER: ${hostile}`) + end);
  });

  const { result, folder: ran } = await run({
    target: miner.url,
    suite: 'public/smoke',
    output: folder.path,
    concurrency: 4,
    warmup: 0,
  });

  expect(result.scores.composite?.value).toBe(0);
  expect(result.attempts).toHaveLength(12);
  const ids = result.attempts.map(({ attemptId }) => attemptId);
  for (const format of ['table', 'markdown', 'csv', 'json']) {
    const { stdout, code } = await callMain(['report', ran, '--format', format]);
    expect(code, format).toBe(0);
    expect(stdout, format).not.toMatch(/[\u001b\u0007\u202E\u200B]/);
    if (format === 'markdown') expect(outsideCode(stdout)).not.toMatch(/<\/?(script|b)>/);
    if (format === 'csv') {
      expect(stdout).not.toMatch(/(^|,)"?[=+@]/m);
      expect(stdout.trimEnd().split('\n')).toHaveLength(ids.length + 1);
    }
  }
  for (const attempt of ids.slice(0, 2)) {
    const { stdout, code } = await callMain(['report', ran, '--attempt', attempt]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/[\u001b\u0007\u202E\u200B]/);
    expect(stdout.length).toBeLessThan(200_000);
  }
}, 120_000);

test('a key that a miner sends back reaches no file and no screen', async () => {
  await using folder = await temporaryFolder();
  const key = 'sk-test-0123456789abcdef';
  await using miner = await serve((request, response) => {
    request.resume();
    if (request.method === 'GET') return void response.end('{}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const { authorization = '' } = request.headers;
    response.end(
      frame(authorization.slice(0, 15)) + frame(`${authorization.slice(15)} ${authorization}`) + end,
    );
  });

  const { folder: ran, result } = await run({
    target: miner.url,
    suite: 'public/smoke',
    limit: 3,
    output: folder.path,
    apiKeyEnv: 'AGENT_KEY',
    trace: true,
    env: { AGENT_KEY: key },
  });

  const files = await readdir(ran);
  expect(files).toContain('timelines.jsonl');
  for (const file of files) {
    const text = await readFile(join(ran, file), 'utf8');
    expect(text, file).not.toContain(key);
    expect(text, file).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
  }
  const page = await callMain(['report', ran, '--attempt', result.attempts[0]!.attemptId]);
  expect(page.stdout).not.toContain(key);
}, 60_000);

test('frames nested without end are malformed, and the run goes on', async () => {
  await using folder = await temporaryFolder();
  const deep = (open: string, close: string) => open.repeat(200_000) + close.repeat(200_000);
  const frames = [
    `data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":${deep('{"a":', '}').replace('{"a":}', '{"a":1}')}}}]}}]}\n\n`,
    `data: {"error":${deep('[', ']')}}\n\n`,
  ];
  let asked = 0;
  await using miner = await serve((request, response) => {
    request.resume();
    if (request.method === 'GET') return void response.end('{}');
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end((frames[asked++ % 2] ?? '') + end);
  });

  const { result } = await run({ target: miner.url, suite: 'public/smoke', output: folder.path, warmup: 0 });

  expect(result.attempts).toHaveLength(12);
  expect(new Set(result.attempts.map(({ error }) => error))).toEqual(new Set(['malformed']));
}, 60_000);

test('a reset that makes the retry fail too is the failure of the miner, not an attempt left out', async () => {
  await using folder = await temporaryFolder();
  let resets = 0;
  let isClosed = false;
  await using miner = await serve((request, response) => {
    request.resume();
    if (request.method === 'GET') return void response.end('{}');
    // The first answer leaves a connection to be used again; what comes over it next is reset, and so is its retry.
    if (!isClosed && request.socket.listenerCount('janus-used') === 0) {
      request.socket.on('janus-used', () => undefined);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(frame('no') + end);
      return;
    }
    resets++;
    isClosed = true;
    request.socket.resetAndDestroy();
  });

  const { result } = await run({ target: miner.url, suite: 'public/smoke', output: folder.path, warmup: 1 });

  expect(resets).toBeGreaterThan(0);
  expect(result.attempts.map(({ outcome }) => outcome)).not.toContain('harness_error');
  expect(result.coverage.errorShare).toBe(0);
  expect(result.attempts.every(({ verdict }) => verdict === 'fail')).toBe(true);
}, 60_000);
