import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NamedRun } from '../../src/compare/compared-run.js';
import type { GateDecision } from '../../src/compare/gate-decision.js';
import { readRun } from '../../src/results/read-run.js';
import { callMain } from '../support/call-main.js';
import { copyOf, gatedRun } from '../support/gated-runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = gatedRun('base');
const same = copyOf(base, 'same');
const broken = gatedRun('broken', { accuracy: 0.2 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const run of [base, same, broken]) await put(run, `runs/${run.name}`);
});
afterAll(() => folder[Symbol.asyncDispose]());

async function put({ result }: NamedRun, path: string): Promise<string> {
  const own = join(folder.path, path);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'result.json'), JSON.stringify(result));
  return own;
}

const at = (path: string) => join(folder.path, path);
const call = (...argv: string[]) =>
  callMain(['gate', ...argv, '--config', 'none'], { env: { NO_COLOR: '1' }, cwd: folder.path });
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ');
const runsAt = ['--output', 'runs'];

test('the same answers pass: the outcome comes first, then the bars and what could not have been seen', async () => {
  const { code, stdout, stderr } = await call('--baseline', at('runs/base'), '--candidate', at('runs/same'));

  expect(code).toBe(0);
  expect(stdout.trimStart()).toMatch(/^✓ The gate passed: nothing regressed, 4 bars held/);
  for (const words of ['at worst', 'margin', 'unseen', 'Quality', 'not worse', 'Not decided: speed'])
    expect(stdout).toContain(words);
  expect(stderr).toBe('');
});

test('a broken candidate ends with 1 and says what to do', async () => {
  const { code, stdout, stderr } = await call(
    '--baseline',
    at('runs/base'),
    '--candidate',
    at('runs/broken'),
  );

  expect(code).toBe(1);
  expect(squeezed(stdout)).toMatch(
    /✗ The gate failed: Composite regressed by .*Quality regressed by \d+\.\d points/,
  );
  expect(squeezed(stdout)).toMatch(
    /`janus-bench compare \S+runs\/base \S+runs\/broken` shows which tasks flipped/,
  );
  expect(stderr).toContain('error: The gate failed');
});

test('with --json stdout is the decision, with markdown a comment', async () => {
  const argv = ['--baseline', at('runs/base'), '--candidate', at('runs/broken'), '--gate', 'quality'];
  const json = await call(...argv, '--json');
  const markdown = await call(...argv, '--format', 'markdown');

  const decision = JSON.parse(json.stdout) as GateDecision;
  expect(decision).toMatchObject({ schema: 'janus-bench/gate', outcome: 'fail', exitReason: 'bar' });
  expect(decision.bars.map(({ key }) => key)).toEqual(['quality']);
  expect(decision.comparison?.findings.length).toBeGreaterThan(10);
  expect(markdown.stdout).toMatch(/^### ❌ The gate failed: Quality regressed/);
  expect([json.code, markdown.code]).toEqual([1, 1]);
});

test('the candidate is the newest run; where that is the baseline itself nothing is green', async () => {
  await put(base, 'two/base');
  const alone = await call('--baseline', at('two/base'), '--output', 'two');
  await new Promise((resolve) => setTimeout(resolve, 15));
  await put(same, 'two/same');
  const newer = await call('--baseline', at('two/base'), '--output', 'two', '--json');

  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain('is the baseline itself');
  expect(newer.code).toBe(0);
  expect(JSON.parse(newer.stdout)).toMatchObject({ candidate: { runId: same.result.run.id } });
});

test.each([
  [[], 'no baseline'],
  [['--baseline', './nowhere'], 'there is no baseline: nothing at'],
  [['--baseline', '2099'], 'no run of this id in'],
  [['--baseline', './nowhere', '--bootstrap-baseline', '--output', './empty'], 'there is no run in'],
  [['--baseline', '20990101-000000-abcd', '--bootstrap-baseline'], 'cannot be given an id'],
  [['--baseline', './runs/base', '--check', './gone.json'], 'gone.json'],
  [['--baseline', './runs/base', '--gate', 'qualty'], 'did you mean "quality"?'],
])('%j is no gate', async (argv, words) => {
  const { code, stderr, stdout } = await call(...runsAt, ...argv);

  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).toContain('hint: ');
  expect(stdout).toBe('');
});

test('a baseline that is damaged is never taken for a missing one', async () => {
  await mkdir(at('damaged'), { recursive: true });
  await writeFile(at('damaged/result.json'), '{');
  const argv = ['--baseline', './damaged', '--candidate', at('runs/same'), '--bootstrap-baseline'];

  expect(await call(...argv)).toMatchObject({ code: 2, stdout: '' });
  expect(await readFile(at('damaged/result.json'), 'utf8')).toBe('{');
});

test('runs that cannot be compared end with 6, an invalid one with 3', async () => {
  const { run } = same.result;
  await put(copyOf(same, 'seed', { run: { ...run, seed: '9' } }), 'odd/seed');
  await put(copyOf(same, 'lag', { validity: { status: 'invalid', reasons: ['it lagged'] } }), 'odd/lag');
  const against = (candidate: string) => call('--baseline', at('runs/base'), '--candidate', at(candidate));

  const [seed, lag] = [await against('odd/seed'), await against('odd/lag')];
  expect([seed.code, lag.code]).toEqual([6, 3]);
  expect(squeezed(seed.stdout)).toContain('The gate failed: not comparable: the seeds differ');
  expect(lag.stdout).toContain('it lagged');
});

test('inconclusive is a warning and 0, with --strict 1', async () => {
  const argv = ['--baseline', at('runs/base'), '--candidate', at('runs/same'), '--gate', 'ttft'];
  const [lax, strict] = [await call(...argv), await call(...argv, '--strict')];

  expect([lax.code, strict.code]).toEqual([0, 1]);
  expect(lax.stderr).toContain('warning: The gate could not decide');
  expect(lax.stdout).toContain('? The gate could not decide: TTFT (one run a side).');
  expect(lax.stdout).toContain('--strict makes this a failure');
  expect(strict.stderr).toContain('error: The gate could not decide');
});

test('least values are a bar of their own', async () => {
  const argv = ['--baseline', at('runs/base'), '--candidate', at('runs/same')];
  const missed = await call(...argv, '--min', 'quality=99.9', '--min', 'composite=1');

  expect(missed.code).toBe(1);
  expect(missed.stdout).toMatch(/The gate failed: quality is \d+\.\d, the least is 99\.9/i);
  expect((await call(...argv, '--min', 'composite=1')).code).toBe(0);
});

test('a contract report decides too', async () => {
  const finding = {
    ...{ id: 'K05', level: 'must', title: 'ends with [DONE]', sent: 's', came: 'nothing', limit: 'l' },
    ...{ fix: null, tookMs: 1 },
  };
  const report = (verdict: string) => ({
    ...{ schema: 'janus-bench/check', schemaVersion: 1, target: 'http://localhost:8001', model: 'm' },
    ...{ startedAt: '2026-01-22T14:32:11.000Z', tookMs: 1, verdict },
    counts: { pass: 0, skip: 0, warn: 0, fail: 1 },
    findings: [{ ...finding, verdict }],
  });
  await writeFile(at('kept.json'), JSON.stringify(report('pass')));
  await writeFile(at('broken.json'), JSON.stringify(report('fail')));
  await writeFile(at('other.json'), '{}');
  const withReport = (file: string) =>
    call('--baseline', at('runs/base'), '--candidate', at('runs/same'), '--check', file);

  const [kept, bad, other] = [
    await withReport('kept.json'),
    await withReport('broken.json'),
    await withReport('other.json'),
  ];
  expect([kept.code, bad.code, other.code]).toEqual([0, 1, 2]);
  expect(bad.stdout).toContain('K05 ends with [DONE]: nothing');
  // One check of them all.
  expect(squeezed(kept.stdout)).toMatch(/kept\.json holds 1 checks and leaves \d+ out/);
});

test('the first run becomes the baseline, and the next is held against it', async () => {
  const first = ['--baseline', './kept/main', '--bootstrap-baseline', '--candidate', at('runs/base')];
  const kept = await call(...first);
  const again = await call(
    '--baseline',
    './kept/main',
    '--candidate',
    at('runs/broken'),
    '--bootstrap-baseline',
  );

  expect(kept.code).toBe(0);
  expect(squeezed(kept.stdout)).toContain(
    'There was no baseline, so nothing was compared: this run is now the baseline',
  );
  expect((await readRun(at('kept/main'), '')).result).toEqual(base.result);
  expect(again.code).toBe(1);
});

test('a baseline can be one file', async () => {
  await call('--baseline', './one/base.json', '--bootstrap-baseline', '--candidate', at('runs/base'));

  expect(await readdir(at('one'))).toEqual(['base.json']);
  expect((await call('--baseline', './one/base.json', '--candidate', at('runs/same'))).code).toBe(0);
});

test.each([
  {
    what: 'an invalid run',
    run: copyOf(base, 'x', { validity: { status: 'invalid', reasons: ['lag'] } }),
    argv: [],
    exit: 3,
  },
  {
    what: 'an unfinished run',
    run: copyOf(base, 'x', { run: { ...base.result.run, id: 'x', complete: false } }),
    argv: [],
    exit: 1,
  },
  { what: 'a run under its least values', run: base, argv: ['--min', 'quality=100'], exit: 1 },
])('$what never becomes the baseline', async ({ what, run, argv, exit }) => {
  const candidate = await put(run, `never/${what}`);
  const kept = ['--baseline', './never/kept', '--bootstrap-baseline', '--candidate', candidate];
  const { code } = await call(...kept, ...argv);

  expect(code).toBe(exit);
  await expect(readdir(at('never/kept'))).rejects.toThrow('ENOENT');
});

test('until it is decided: one target for both would find nothing, so it is refused', async () => {
  const argv = ['--baseline', at('runs/base'), '--candidate', at('runs/same'), '--gate', 'ttft'];
  const { code, stderr } = await call(...argv, '--until-decided');

  expect(code).toBe(2);
  expect(stderr).toContain('--baseline-target URL');
});
