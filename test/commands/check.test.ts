import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkReportSchema } from '../../src/contract/check-report.js';
import { startMiner, type RunningMiner } from '../../src/mock/miner.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { parseXml } from '../support/xml.js';

const env = { JANUS_BENCH_CONFIG: 'none' };
let steady: RunningMiner;
let broken: RunningMiner;

beforeAll(async () => {
  steady = await startMiner({ profile: 'steady', suites: [], seed: '1' });
  broken = await startMiner({ profile: 'no-done', suites: [], seed: '1' });
});

afterAll(async () => {
  await steady[Symbol.asyncDispose]();
  await broken[Symbol.asyncDispose]();
});

test('a target that keeps the contract: exit 0, the table on stdout, a line for each check on stderr', async () => {
  const { code, stdout, stderr } = await callMain(
    ['check', '--target', steady.url, '--only', 'K05,K16', '--only', 'k01'],
    { env },
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/✓ \[DONE\] comes last/);
  expect(stdout).toContain('the contract is kept: 3 passed');
  expect(stderr).toContain('3 of 3  K16 pass');
});

test('a target that breaks it: exit 1, with what was sent, what came, the limit and what to do', async () => {
  const { code, stdout } = await callMain(['check', '--target', broken.url, '--only', 'K05', '--json'], {
    env,
  });
  const report = checkReportSchema.parse(JSON.parse(stdout));

  expect(code).toBe(1);
  expect(report).toMatchObject({ verdict: 'fail', target: broken.url, model: 'mock' });
  expect(report.findings[0]).toMatchObject({ id: 'K05', came: 'the stream ended without [DONE]' });
});

test('--output writes the report to a file and nothing to stdout', async () => {
  await using folder = await temporaryFolder();
  const argv = [
    'check',
    '--target',
    broken.url,
    '--only',
    'K05',
    '--format',
    'junit',
    '--output',
    'junit.xml',
  ];
  const { code, stdout } = await callMain(argv, { env, cwd: folder.path });

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const xml = parseXml(await readFile(join(folder.path, 'junit.xml'), 'utf8'));
  expect(xml.children[0]!.attributes).toMatchObject({ tests: '1', failures: '1' });
});

test.each([
  [['--only', 'K99'], 'K99', 'K17'],
  [['--timeout', 'soon'], '--timeout', '--help'],
  [['--format', 'pdf'], '--format', '--help'],
  [['--api-key-env', 'JANUS_NO_KEY'], 'JANUS_NO_KEY', 'export'],
])('%j is wrong usage', async (flags, mistake, hint) => {
  const { code, stdout, stderr } = await callMain(['check', '--target', steady.url, ...flags], { env });

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(mistake);
  expect(stderr).toContain(hint);
});
