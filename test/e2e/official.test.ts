import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import { readJournal } from '../../src/results/journal-file.js';
import { runFile } from '../../src/results/run-folder.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const secret = '8c1f'.repeat(16);
const filter = {
  suite: 'public/smoke',
  only: ['smoke-parcel-release', 'smoke-order-json', 'smoke-bridge-toll'],
};

async function officialFolder() {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await writeFile(at('key.pub.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
  await writeFile(at('nonce.txt'), `${secret}\n`);
  return { path: folder.path, at, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('an official run is signed, verifies, keeps its nonce secret, and counts what was metered', async () => {
  await using folder = await officialFolder();
  const { at } = folder;
  await using miner = await startMiner({
    profile: 'instant',
    suites: [await loadSuite(filter.suite, {})],
    seed: '1',
  });
  const settings = {
    ...filter,
    target: miner.url,
    output: folder.path,
    official: true,
    nonceFile: at('nonce.txt'),
    sign: at('key.pem'),
  };
  const unmetered = await run(settings);
  expect(unmetered.result.publishable.reasons.join('\n')).toMatch(/not metered \(--meter\): 9 of 9/);
  expect(unmetered.result.run.repeat).toBe(3);

  const { records } = await readJournal(runFile(unmetered.folder, 'journal'));
  const lines = records.flatMap(({ exchanges }) =>
    exchanges.map(({ traceparent }) =>
      JSON.stringify({ traceparent, in: 5_000, out: 700, calls: 2, cpuSeconds: 1 }),
    ),
  );
  await writeFile(at('usage.jsonl'), lines.join('\n'));
  const metered = await run({
    target: settings.target,
    resume: unmetered.folder,
    ...secretsAgain(settings),
    meter: at('usage.jsonl'),
  });

  expect(metered.result.publishable.reasons.join('\n')).not.toMatch(/not metered/);
  expect(metered.result.tokens.costUsd).toBeGreaterThan(unmetered.result.tokens.costUsd);
  for (const file of ['journal', 'result', 'publicResult', 'signature'] as const) {
    expect(await readFile(runFile(metered.folder, file), 'utf8')).not.toContain(secret);
  }
  const verified = await callMain(['verify', metered.folder, '--public-key', at('key.pub.pem')]);
  expect(verified).toMatchObject({ code: 0 });
}, 120_000);

/** What a journal does not hold must be said again. */
function secretsAgain({ nonceFile, sign }: { nonceFile: string; sign: string }) {
  return { nonceFile, sign };
}

test('one changed score, or another key, does not verify', async () => {
  await using folder = await officialFolder();
  const { at } = folder;
  const { folder: ran } = await run({
    ...filter,
    target: 'mock:instant',
    output: folder.path,
    official: true,
    nonceFile: at('nonce.txt'),
    sign: at('key.pem'),
  });
  const path = runFile(ran, 'result');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"quality":1,/, '"quality":0.5,'));

  const changed = await callMain(['verify', ran]);

  expect(changed.code).toBe(1);
  expect(changed.stdout).toContain('quality');

  await writeFile(path, text);
  const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' });
  await writeFile(at('other.pem'), other);
  expect((await callMain(['verify', ran, '--public-key', at('other.pem')])).code).toBe(1);
  expect((await callMain(['verify', ran, '--public-key', at('key.pub.pem')])).code).toBe(0);
}, 120_000);

test('nothing on the wire says benchmark, names a suite or repeats a trace', async () => {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      seen.push({ headers: request.headers, body });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await using folder = await officialFolder();
  const { at } = folder;

  await run({
    ...filter,
    target: `http://127.0.0.1:${port}`,
    output: folder.path,
    official: true,
    nonceFile: at('nonce.txt'),
  });
  server.close();

  const sent = JSON.stringify(seen);
  expect(seen.length).toBeGreaterThan(9);
  expect(sent).not.toMatch(/bench|janus|smoke|suite|official/i);
  for (const { id } of (await loadSuite(filter.suite, {})).tasks) expect(sent).not.toContain(id);
  const traces = seen.map(({ headers }) => headers['traceparent']).filter((trace) => trace !== undefined);
  expect(new Set(traces).size).toBe(traces.length);
}, 60_000);
