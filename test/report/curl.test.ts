import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/lib/json.js';
import { renderCurl, type CurlRequest } from '../../src/report/curl.js';
import { hostileTexts } from '../support/hostile-text.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const request: JsonObject = { model: 'm', messages: [{ role: 'user', content: 'hi' }], stream: true };

/** What a real shell hands to `curl`: its arguments and what it reads. */
async function run(input: CurlRequest, env: Record<string, string> = {}) {
  await using folder = await temporaryFolder();
  const curl = join(folder.path, 'curl');
  await writeFile(
    curl,
    `#!${process.execPath}\nconst body = require('node:fs').readFileSync(0, 'utf8');\nprocess.stdout.write(JSON.stringify({ argv: process.argv.slice(2), body }));\n`,
  );
  await chmod(curl, 0o755);
  const PATH = `${folder.path}${delimiter}${process.env['PATH'] ?? ''}`;
  const output = execFileSync('sh', ['-c', renderCurl(input)], { encoding: 'utf8', env: { PATH, ...env } });
  return JSON.parse(output) as { argv: string[]; body: string };
}

test('a shell sends the same body to the same place', async () => {
  const { argv, body } = await run({ url: 'http://localhost:8001/v1/', request });

  expect(argv).toContain('http://localhost:8001/v1/chat/completions');
  expect(argv).toContain('Content-Type: application/json');
  expect(JSON.parse(body)).toEqual(request);
});

test('keys come from the environment and stand nowhere in the text', async () => {
  const input = {
    url: 'http://x',
    request,
    apiKeyEnv: 'MY_KEY',
    headers: { 'X-Api-Key': '***', 'X-Team': "it's $HOME" },
  };
  const { argv } = await run(input, { MY_KEY: 'k$y"`', X_API_KEY: 'second' });

  expect(argv).toContain('Authorization: Bearer k$y"`');
  expect(argv).toContain('X-Api-Key: second');
  expect(argv).toContain("X-Team: it's $HOME");
  expect(renderCurl(input)).not.toContain('***');
});

test('a header whose name sounds secret is a variable even if its value is there', () => {
  expect(renderCurl({ url: 'http://x', request, headers: { 'x-api-key': 'leaked' } })).not.toContain(
    'leaked',
  );
});

test('nothing a miner or a suite wrote is run or expanded, and the body arrives as it was', async () => {
  const texts = [
    ...Object.values(hostileTexts),
    '$(touch /tmp/owned)',
    '`id`',
    "';id;'",
    '\nJSON\nid\n',
    '\\',
  ];
  for (const text of texts) {
    const hostile = { model: text, messages: [{ role: 'user', content: text }], [text]: text };
    const { body, argv } = await run({ url: 'http://x', request: hostile, headers: { 'X-A': text } });

    expect(JSON.parse(body)).toEqual(hostile);
    expect(argv.filter((argument) => argument === '-H')).toHaveLength(2);
  }
});

test('the embedded miner, which has no address, becomes a variable', async () => {
  const { argv } = await run({ url: 'mock:slow', request }, { TARGET: 'http://localhost:9' });

  expect(argv).toContain('http://localhost:9/v1/chat/completions');
});

test('a header name that is none is left out', () => {
  expect(renderCurl({ url: 'http://x', request, headers: { 'a b"': 'c', '': 'd' } })).not.toMatch(/a b|: d/u);
});

test('images that the journal left out are named', () => {
  const image = `sha256:${'a'.repeat(64)};bytes=2000`;
  const messages = [{ role: 'user', content: [{ type: 'image_url', image_url: { url: image } }] }];

  expect(renderCurl({ url: 'http://x', request: { messages } }).split('\n')[0]).toBe(
    `# left out of the journal, put it back from the suite: ${image}`,
  );
});
