import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { callMain } from '../support/call-main.js';
import { loopbackServer } from '../support/loopback-server.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const url = 'http://127.0.0.1:9';

test.each([
  [[], 'no target: say --a URL and --b URL'],
  [['--b', url], 'no target: say --a URL'],
  [['--a', url], 'no target: say --b URL'],
  [['--aa', '--a', url, '--b', url], '--aa asks the target of --a twice'],
  [['--aa', '--a', url, '--b-model', 'm'], '--aa asks the target of --a twice'],
  [['--a', 'nowhere', '--b', url], 'flag --a: must be an http:// or https:// URL'],
  [['--a', url, '--b', url, '--b-api-key-env', 'sk-1'], 'flag --b-api-key-env: must be the NAME'],
  [['--a', url, '--b', url, '--b-api-key-env', 'NOT_SET'], 'NOT_SET'],
  [['--a', url, '--b', url, '--max-repeat', '0'], '--max-repeat: must be'],
  [['--a', url, '--b', url, '--decide', 'quality,tfft'], '--decide: must be names out of'],
  [['--resume', 'nothing'], 'there is no run nothing'],
])('%j is refused before anything is sent', async (flags, message) => {
  await using folder = await temporaryFolder();
  const { code, stderr } = await callMain(['ab', ...flags, '--output', folder.path]);

  expect(stderr).toContain(message);
  expect(code).toBe(2);
  expect(await readdir(folder.path)).toEqual([]);
});

test.each([
  { JANUS_BENCH_RATE: '5' },
  { JANUS_BENCH_REQUESTS: '5', JANUS_BENCH_REPEAT: '1' },
  { JANUS_BENCH_DRY_RUN: 'true' },
  { JANUS_BENCH_OFFICIAL: 'true', JANUS_BENCH_NONCE_FILE: 'nonce' },
])('%j is said of one run alone, and refused', async (env) => {
  const { code, stderr } = await callMain(['ab', '--a', url, '--b', url], { env });

  expect(stderr).toContain('not for ab');
  expect(code).toBe(2);
});

test('where nobody is on one side, the other is sent nothing but a question for its health', async () => {
  await using folder = await temporaryFolder();
  const seen: string[] = [];
  await using server = await loopbackServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    response.end('{}');
  });
  const alive = server.url;
  const keys = ['--a-api-key-env', 'KEY_OF_A', '--b-api-key-env', 'KEY_OF_B'];
  const { code, stderr } = await callMain(
    ['ab', '--a', alive, '--b', url, ...keys, '--suite', 'public/smoke', '--output', folder.path],
    { env: { KEY_OF_A: 'secret-of-a', KEY_OF_B: 'secret-of-b' } },
  );

  expect(stderr).toContain(`error: b: nothing answers at ${url}`);
  expect(code).toBe(4);
  expect(seen).toEqual(['GET /health Bearer secret-of-a']);
  expect(await readdir(folder.path)).toEqual([]);
});
