import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What a user gets: the tarball, installed in an empty folder. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);
const env = { ...process.env, JANUS_BENCH_CONFIG: 'none', NO_COLOR: '1' };

let work: string;
let home: string;
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'janus-pack-'));
  home = await mkdtemp(join(tmpdir(), 'janus-home-'));
  await execute('npm', ['pack', '--pack-destination', work], { cwd: root, env });
  const [tarball = ''] = await readdir(work);
  await writeFile(join(home, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }');
  await execute('npm', ['install', join(work, tarball), '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: home,
    env,
  });
});
afterAll(() => Promise.all([work, home].map((folder) => rm(folder, { recursive: true, force: true }))));

const inHome = (command: string, ...args: string[]) => execute(command, args, { cwd: home, env });

test('the package holds the program, the suites and nothing of the workshop', async () => {
  const names = await readdir(join(home, 'node_modules', 'janus-bench'));

  expect(names.sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bin',
    'dist',
    'docs',
    'package.json',
    'suites',
  ]);
});

test('the command works where it was installed', async () => {
  expect((await inHome('npx', 'janus-bench', '--help')).stdout).toContain('Exit codes:');
  expect((await inHome('npx', 'janus-bench', 'suites')).stdout).toContain('public/smoke');
});

test('a run by command measures public/smoke and reports it', async () => {
  const { stdout } = await inHome(
    'npx',
    'janus-bench',
    'run',
    '--target',
    'mock:instant',
    '--suite',
    'public/smoke',
    '--concurrency',
    '4',
  );

  expect(stdout).toContain('COMPOSITE');
  expect((await inHome('npx', 'janus-bench', 'report', '--format', 'markdown')).stdout).toContain(
    'public/smoke',
  );
});

test('the library runs the same, and its types are there', async () => {
  const script = `
    import { run, startMiner, loadSuite } from 'janus-bench';
    const suites = [await loadSuite('public/smoke')];
    const miner = await startMiner({ profile: 'instant', suites, seed: '1' });
    const { result, exitReason } = await run({ target: miner.url, suite: 'public/smoke', concurrency: 4, warmup: 0 });
    console.log(JSON.stringify({ exitReason, status: result.status, right: result.attempts.filter(({ verdict }) => verdict === 'pass').length }));
    await miner.close();
  `;
  await writeFile(join(home, 'use.mjs'), script);
  const { stdout } = await inHome('node', 'use.mjs');

  expect(JSON.parse(stdout)).toEqual({ exitReason: 'ok', status: 'complete', right: 12 });
  const types = await readdir(join(home, 'node_modules', 'janus-bench', 'dist'));
  expect(types).toContain('index.d.ts');
});
