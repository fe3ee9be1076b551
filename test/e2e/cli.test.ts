import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepCalibration } from '../../src/calibrate/calibration-store.js';
import { describeEnvironment } from '../../src/run/environment.js';
import { matching } from '../support/asymmetric.js';
import { callMain } from '../support/call-main.js';
import { sampleCalibration } from '../support/sample-calibration.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const program = fileURLToPath(new URL('../../bin/janus-bench.js', import.meta.url));
const env = { ...process.env, JANUS_BENCH_CONFIG: 'none', NO_COLOR: '1' };
const smoke = ['run', '--target', 'mock:instant', '--suite', 'public/smoke', '--concurrency', '4'];

let cwd: string;
let first: { readonly code: number; readonly stdout: string; readonly stderr: string };
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'janus-cli-'));
  first = await callMain(smoke, { env, cwd });
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const call = (...argv: string[]) => callMain(argv, { env, cwd });

/** The real program in a process of its own. */
function start(...argv: string[]) {
  return spawn(process.execPath, [program, ...argv], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const ended: readonly unknown[] = await once(child, 'close');
  return ended[0];
}

test('run prints the report on stdout, says on stderr what it does, and ends with 0', () => {
  expect(first.stderr).toContain('public/smoke: 12 attempts, 4 at a time');
  expect(first.stderr).toMatch(/^results: .*janus-results/m);
  expect(first.stdout).toContain('COMPOSITE');
  expect(first.code).toBe(0);
});

test('report, score and verify find the newest run by themselves', async () => {
  const report = await call('report', '--format', 'json');
  const score = await call('score', '--json');
  const verify = await call('verify');

  expect([report.code, score.code, verify.code]).toEqual([0, 0, 0]);
  const { scores } = JSON.parse(report.stdout) as { scores: unknown };
  expect(JSON.parse(score.stdout)).toEqual(scores);
  expect(verify.stdout).toContain('every number is the same');
});

test('a run carries the last calibration of this machine, and says what an unfit one means', async () => {
  await using state = await temporaryFolder();
  const kept = { ...env, JANUS_BENCH_STATE: state.path };
  const { machine, ...rest } = sampleCalibration({ verdict: 'unfit', reasons: ['1 event was lost'] });
  const { node, os, arch, cpus, cpuModel } = describeEnvironment({});
  await keepCalibration(kept, { ...rest, machine: { ...machine, node, os, arch, cpus, cpuModel } });

  const { stdout } = await callMain([...smoke, '--limit', '2', '--json'], { env: kept, cwd: state.path });

  const { calibration, validity } = JSON.parse(stdout) as {
    calibration: unknown;
    validity: { status: string; reasons: readonly string[] };
  };
  expect(calibration).toMatchObject({ verdict: 'unfit', measuredAt: rest.measuredAt });
  expect(validity.status).toBe('suspect');
  expect(validity.reasons.join()).toContain('1 event was lost');
});

test.each(['table', 'markdown', 'csv'])(
  'report --format %s is text without colour in a pipe',
  async (format) => {
    const { code, stdout } = await call('report', '--format', format);

    expect(code).toBe(0);
    expect(stdout).toContain(format === 'csv' ? 'smoke-count#0' : 'public/smoke');
    expect(stdout).not.toContain('\x1b');
  },
);

test('an attempt is shown whole, and its requests can be repeated by hand', async () => {
  const page = await call('report', '--attempt', 'smoke-count#0');
  const curl = await call('report', '--attempt', 'smoke-count#0', '--curl');

  expect(page.stdout).toContain('smoke-count#0');
  expect(curl.stdout).toMatch(/^curl -N /m);
  expect((await call('report', '--attempt', 'nobody#0')).code).toBe(2);
  expect((await call('report', '--curl')).code).toBe(2);
});

test('five numbers give the formula term by term', async () => {
  const five = [
    '--quality',
    '82.1',
    '--speed',
    '71.2',
    '--cost',
    '85',
    '--streaming',
    '76.3',
    '--modality',
    '70.8',
  ];

  expect((await call('score', ...five)).stdout).toMatch(/Composite +78\.645/);
  expect((await call('score', ...five.slice(2))).stderr).toContain('missing: --quality');
});

test('--json gives one object on stdout, and --quiet nothing else', async () => {
  const { code, stdout, stderr } = await call(...smoke, '--limit', '2', '--json', '--quiet');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'janus-bench/result', status: 'partial' });
  expect(stderr).toBe('');
});

test('--json-events gives one object a line, from the preflight to the end', async () => {
  const { stdout } = await call(...smoke, '--limit', '2', '--json-events');
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });

  const kinds = events.map(({ kind }) => kind);

  expect([kinds[0], kinds[1], kinds.at(-1)]).toEqual(['preflight', 'started', 'finished']);
  const finished = kinds.filter((kind) => kind === 'attempt_finished');
  expect(finished.length).toBeGreaterThanOrEqual(2);
  expect(kinds.filter((kind) => kind === 'attempt_started')).toHaveLength(finished.length);
  expect(stdout).not.toContain('"messages"');
});

test('--dry-run sends nothing and shows the first request', async () => {
  const { code, stdout } = await call(
    'run',
    '--target',
    'http://127.0.0.1:9',
    '--suite',
    'public/smoke',
    '--dry-run',
  );

  expect(code).toBe(0);
  expect(stdout).toContain('nothing was sent');
  expect(stdout).toContain('"messages"');
});

test('a target where nobody listens ends with 4 and a hint', async () => {
  const { code, stderr } = await call('run', '--target', 'http://127.0.0.1:9', '--suite', 'public/smoke');

  expect(code).toBe(4);
  expect(stderr).toMatch(/^error: nothing answers at http:\/\/127\.0\.0\.1:9.*\nhint: /m);
});

test('no matching task, an unset key variable and a broken file are wrong usage', async () => {
  await writeFile(join(cwd, 'broken.yaml'), 'target: [');

  expect((await call(...smoke, '--only', 'smoke-cuont')).stderr).toContain('smoke-count');
  expect((await call(...smoke, '--api-key-env', 'JANUS_TEST_UNSET')).code).toBe(2);
  expect((await call(...smoke, '--config', 'broken.yaml')).stderr).toMatch(/broken\.yaml:1:\d+/);
  expect((await call(...smoke, '--resume', 'no-such-run')).code).toBe(2);
});

test('suites, suite lint and schema speak of what is shipped', async () => {
  expect((await call('suites')).stdout).toMatch(/public\/smoke[^]*digest +[0-9a-f]{64}/);
  expect((await call('suite', 'lint', 'public/smoke')).stdout).toContain('no mistakes');
  for (const name of ['result', 'attempt', 'journal', 'suite', 'tasks', 'config']) {
    const { stdout } = await call('schema', name);
    expect(JSON.parse(stdout)).toHaveProperty('$schema');
  }
});

test('a server prints its URL, answers, and ends when its stdin does', async () => {
  const child = spawn(
    process.execPath,
    [program, 'miner', 'serve', '--suite', 'public/smoke', '--until-stdin-ends'],
    { cwd, env },
  );
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const reply = await fetch(new URL('/health', line.toString().trim()));
    expect(reply.status).toBe(200);
    const ended = exitOf(child);
    child.stdin.end();
    expect(await ended).toBe(0);
  } finally {
    child.kill();
  }
});

test('a reader that goes away early is no error', async () => {
  const child = start('report');
  child.stdout.destroy();
  const [stderr, code] = await Promise.all([text(child.stderr), exitOf(child)]);

  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test('Ctrl-C keeps what is finished, tells how to go on, and ends with 130; resuming finishes the run', async () => {
  const slow = ['run', '--target', 'mock', '--suite', 'public/smoke', '--output', 'stopped'];
  const child = start(...slow);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    if (!child.killed && /^\[ 2\/12\]/m.test(said)) child.kill('SIGINT');
  });
  const [stdout, code] = await Promise.all([text(child.stdout), exitOf(child)]);

  expect(code).toBe(130);
  expect(stdout).toBe('');
  const runFolder = /^go on with: janus-bench run --resume (\S+)$/m.exec(said)?.[1] ?? '';
  const resumed = await callMain(['run', '--resume', join(cwd, runFolder), '--json'], { env, cwd });
  expect(resumed.stderr).toContain('results: ');
  expect(resumed.code).toBe(0);
  const result = JSON.parse(resumed.stdout) as { run: object; attempts: { attemptId: string }[] };
  expect(result.run).toMatchObject({ complete: true, resumes: 1 });
  expect(new Set(result.attempts.map(({ attemptId }) => attemptId)).size).toBe(12);
});

test('an unknown profile or persona of the embedded servers is wrong usage that lists them', async () => {
  const miner = await callMain(['run', '--target', 'mock:flakey', '--suite', 'public/smoke']);
  const judge = await callMain([
    'run',
    '--target',
    'mock',
    '--judge-url',
    'mock:fare',
    '--suite',
    'public/smoke',
  ]);

  expect(miner).toMatchObject({ code: 2, stderr: matching(/no miner profile "flakey"[^]*flaky/) });
  expect(judge).toMatchObject({ code: 2, stderr: matching(/no judge persona "fare"[^]*fair/) });
});

test('a judge that cannot be asked ends the run before it begins', async () => {
  await using folder = await temporaryFolder();
  const { code, stderr } = await callMain([
    'run',
    '--target',
    'mock:instant',
    '--judge-url',
    'http://127.0.0.1:9/v1',
    '--judge-model',
    'x',
    '--output',
    folder.path,
  ]);

  expect(code).toBe(4);
  expect(stderr).toMatch(/the judge at .* cannot be asked/);
  expect(await readdir(folder.path)).toEqual([]);
});

test('a key that is refused ends with 4, names its variable and leaves no run behind', async () => {
  await using folder = await temporaryFolder();
  const server = createServer((request, response) => {
    request.resume();
    response.statusCode = request.method === 'GET' ? 200 : 401;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  const { code, stderr } = await callMain(
    ['run', '--target', `http://127.0.0.1:${port}`, '--api-key-env', 'KEY', '--output', folder.path],
    { env: { KEY: 'sk-wrong-key-here' } },
  );
  server.close();

  expect(code).toBe(4);
  expect(stderr).toContain('The key in KEY was refused');
  expect(stderr).not.toContain('sk-wrong');
  expect(await readdir(folder.path)).toEqual([]);
});
