import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparisonSchema } from '../../src/compare/comparison.js';
import { run, startJudge, startMiner } from '../../src/index.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callMain } from '../support/call-main.js';
import { judgedSuite, promptTexts } from '../support/judged-suite.js';

const env = {
  PATH: process.env['PATH'],
  JANUS_BENCH_CONFIG: 'none',
  JANUS_BENCH_STATE: 'none',
  NO_COLOR: '1',
};

/** A private suite, and three runs of it that were judged with one cache. */
let suite = '';
const folders = { weak: '', good: '', same: '' };
beforeAll(async () => {
  suite = await mkdtemp(join(tmpdir(), 'janus-pairs-'));
  for (const [name, text] of Object.entries(judgedSuite(12))) await writeFile(join(suite, name), text);
  const loaded = await loadSuite(suite);
  await using judge = await startJudge();
  const made = async (accuracy: number) => {
    await using miner = await startMiner({ profile: 'instant', accuracy, suites: [loaded], seed: '1' });
    const { folder } = await run({
      ...{ target: miner.url, model: 'm', suite, output: join(suite, 'results'), repeat: '2', warmup: 0 },
      ...{ judgeUrl: judge.url, judgeModel: 'm', judgeCache: join(suite, 'cache'), env },
    });
    return folder;
  };
  folders.weak = await made(0.25);
  folders.good = await made(1);
  folders.same = await made(1);
});
afterAll(() => rm(suite, { recursive: true, force: true }));

/** Compares two of the runs with a judge of this persona, votes kept in a cache of this name. */
async function compare(
  [base, candidate]: readonly [keyof typeof folders, keyof typeof folders],
  { persona = 'fair', cache = 'pairs' }: { persona?: string; cache?: string },
  ...argv: string[]
) {
  await using judge = await startJudge({ persona });
  const named = ['--judge-url', judge.url, '--judge-model', 'm'];
  const place = ['--judge-cache', cache === 'off' ? cache : join(suite, cache)];
  const called = await callMain(
    ['compare', folders[base], folders[candidate], '--judge-pairwise', ...named, ...place, ...argv],
    { env },
  );
  return { ...called, requests: judge.requests() };
}

const read = (stdout: string) => comparisonSchema.parse(JSON.parse(stdout)).pairwise;

test('a better candidate wins its pairs, in both orders, and the scores are those of the plain comparison', async () => {
  const prices = ['--judge-price', '1,4'];
  const { code, stdout, stderr, requests } = await compare(['weak', 'good'], {}, ...prices, '--json');

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const pairwise = read(stdout);
  expect(pairwise).toMatchObject({
    judge: { model: 'm', fitness: { isFit: true }, pairFitness: { isFit: true, right: 1 } },
    attempts: { win: 18, tie: 6, loss: 0, notCounted: 0, unasked: 6 },
    consistent: 1,
    clusters: { win: 9, tie: 3, loss: 0 },
    share: 1,
    verdict: 'candidate',
  });
  expect(pairwise?.p).toBeCloseTo(2 / 2 ** 9, 12);
  expect(pairwise?.judge.use).toMatchObject({ calls: requests });
  expect(pairwise?.judge.use.costUsd).toBeGreaterThan(0);
  expect(pairwise?.pairs.find(({ outcome }) => outcome === 'win')?.evidence).toMatch(/sorry|willow path/);

  const plain = await callMain(['compare', folders.weak, folders.good, '--json'], { env });
  const whole = comparisonSchema.parse(JSON.parse(stdout));
  expect({ ...whole, pairwise: undefined }).toEqual(comparisonSchema.parse(JSON.parse(plain.stdout)));
  for (const format of ['table', 'markdown']) {
    const page = await compare(['weak', 'good'], {}, '--format', format);
    expect(page.stdout).toMatch(/the candidate: of 12\s+templates 9 for the candidate/);
    expect(page.stdout).toMatch(/no part of any score or\s+gate/);
  }
});

test('votes are kept: the same comparison again, and the other way round, asks for none of them', async () => {
  await using judge = await startJudge();
  const named = [
    '--judge-url',
    judge.url,
    '--judge-model',
    'm',
    '--judge-cache',
    join(suite, 'kept'),
    '--json',
  ];
  const compared = async (base: string, candidate: string) =>
    read((await callMain(['compare', base, candidate, '--judge-pairwise', ...named], { env })).stdout);
  const first = await compared(folders.weak, folders.good);
  const asked = judge.requests();
  const again = await compared(folders.weak, folders.good);
  const turned = await compared(folders.good, folders.weak);

  expect(judge.requests()).toBe(asked);
  expect(again?.pairs).toEqual(first?.pairs);
  expect(again?.judge.use).toMatchObject({ calls: 0, promptTokens: 0 });
  expect(turned).toMatchObject({ attempts: { win: 0, tie: 6, loss: 18 }, share: 0, verdict: 'base' });
});

test('the same answers are ties, and nobody is asked about them', async () => {
  const { stdout } = await compare(['good', 'same'], {}, '--json');
  expect(read(stdout)).toMatchObject({
    attempts: { win: 0, tie: 24, loss: 0, unasked: 24 },
    ...{ consistent: null, share: null, interval: null, p: 1, verdict: 'undecided' },
  });
});

test('a judge that names whoever stands first is refused', async () => {
  const asked = { persona: 'position-biased', cache: 'biased' };
  const { code, stdout, stderr } = await compare(['weak', 'good'], asked);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('is not fit to judge');
});

test('what there is not to judge with is said before anybody is asked', async () => {
  const called = (...argv: string[]) => callMain(['compare', '--judge-pairwise', ...argv], { env });
  const both = [folders.weak, folders.good];
  const judge = ['--judge-url', 'http://127.0.0.1:1', '--judge-model', 'm'];
  expect(await called(...both)).toMatchObject({ code: 2, stdout: '' });
  const other = await called(...both, ...judge, '--suite', 'public/smoke');
  expect(other).toMatchObject({ code: 2, stdout: '' });
  expect(other.stderr).toContain('is not the one of the runs');
  expect(await called(...both, folders.same, ...judge)).toMatchObject({ code: 2, stdout: '' });

  const copies = [join(suite, 'one.json'), join(suite, 'two.json')];
  for (const [at, copy] of copies.entries())
    await writeFile(copy, await readFile(join(both[at] ?? '', 'result.json')));
  expect((await called(...copies, ...judge)).stderr).toContain('has no journal');
});

test('a judge that repeats its prompt gets none of it into the comparison', async () => {
  const { code, stdout, stderr } = await compare(
    ['weak', 'good'],
    { persona: 'leaks-prompt', cache: 'leaked' },
    '--json',
  );
  expect(code).toBe(0);
  expect(stdout).toContain('these words make it the better one');
  for (const secret of [
    'heronry gate',
    'to the pond',
    'in place of the locked way',
    'You compare two answers',
  ])
    expect(stdout + stderr).not.toContain(secret);
  expect(promptTexts.reference).toContain('heronry gate');
});

test('a budget that ends midway leaves the rest uncounted, and the program says so', async () => {
  const argv = ['--judge-price', '1,4', '--json', '--judge-max-tokens', '300'];
  const whole = read((await compare(['weak', 'good'], { cache: 'off' }, ...argv)).stdout);
  const budget = ((whole?.judge.use.costUsd ?? 0) - 0.005).toFixed(6);
  const cut = await compare(['weak', 'good'], { cache: 'off' }, ...argv, '--judge-budget-usd', budget);
  expect(cut.code).toBe(5);
  expect(read(cut.stdout)?.attempts.notCounted).toBeGreaterThan(0);
});
