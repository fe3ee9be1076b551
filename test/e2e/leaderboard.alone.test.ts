import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, startJudge } from '../../src/index.js';
import { startMiner } from '../../src/mock/miner.js';
import { readJournal } from '../../src/results/journal-file.js';
import { runFile } from '../../src/results/run-folder.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function operatorsFolder() {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  await writeFile(at('key.pub.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
  await writeFile(at('nonce.txt'), `${'8c1f'.repeat(16)}\n`);
  await writeFile(
    at('janus-bench.yaml'),
    'leaderboard:\n  prizePool: $50K\n  epoch: 2026-01\n  cron: 0 3 * * *\n  publicKeys: [key.pub.pem]\n',
  );
  return { at, path: folder.path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

type Operator = Awaited<ReturnType<typeof operatorsFolder>>;

interface Sides {
  readonly target: string;
  readonly judgeUrl: string;
}

/** On a busy machine a measurement is suspect, and a suspect run stands on no board: then it is made again. */
async function officialRun(operator: Operator, sides: Sides): Promise<string> {
  for (let tries = 1; ; tries++) {
    const { folder, reasons } = await oneRun(operator, sides);
    if (tries === 4 || !reasons.some((reason) => reason.includes('the measurement is'))) return folder;
  }
}

/** One official run as an operator makes it: the meter's lines are written from what was sent. */
async function oneRun(
  { at, path }: Operator,
  { target, judgeUrl }: Sides,
): Promise<{ readonly folder: string; readonly reasons: readonly string[] }> {
  const secret = { nonceFile: at('nonce.txt'), sign: at('key.pem') };
  const judge = { judgeUrl, judgeModel: 'judge', judgeCache: at('votes') };
  const settings = {
    target,
    suite: 'public/smoke',
    output: path,
    official: true,
    repeat: 5,
    warmup: 0,
    ...secret,
    ...judge,
  };
  const { folder } = await run(settings);
  const { records } = await readJournal(runFile(folder, 'journal'));
  const lines = records.flatMap(({ exchanges }) =>
    exchanges.map(({ traceparent }) => JSON.stringify({ traceparent, in: 500, out: 100, calls: 1 })),
  );
  await writeFile(at('usage.jsonl'), lines.join('\n'));
  const { result } = await run({ target, resume: folder, meter: at('usage.jsonl'), ...secret, ...judge });
  return { folder, reasons: result.publishable.reasons };
}

test('from two registered targets and their official runs to a board, its pages, and its verification', async () => {
  await using operator = await operatorsFolder();
  const { at, path } = operator;
  const suites = [await loadSuite('public/smoke', {})];
  await using worse = await startMiner({ profile: 'instant', suites, seed: '1', accuracy: 0.5 });
  await using better = await startMiner({ profile: 'instant', suites, seed: '2', accuracy: 1 });
  await using judge = await startJudge();
  const board = async (...argv: readonly string[]) =>
    callMain(['leaderboard', ...argv], { cwd: path, env: { JANUS_BENCH_CONFIG: at('janus-bench.yaml') } });

  const registered = await board('register', `${worse.url}/v1`, '--name', '=cmd|x', '--owner', 'first');
  expect(registered).toMatchObject({ code: 0 });
  expect(
    await board('register', better.url, '--name', 'better', '--image', `sha256:${'9f'.repeat(32)}`),
  ).toMatchObject({ code: 0 });
  expect(await board('register', better.url, '--name', 'thief', '--owner', 'thief')).toMatchObject({
    code: 2,
  });
  expect((await board('targets')).stdout).toContain('better');

  const first = await officialRun(operator, { target: worse.url, judgeUrl: judge.url });
  const second = await officialRun(operator, { target: better.url, judgeUrl: judge.url });
  const reasons = JSON.parse(await readFile(runFile(second, 'result'), 'utf8')) as { publishable: object };
  expect(reasons.publishable).toEqual({ ok: true, reasons: [] });
  expect(await board('add', second, first)).toMatchObject({ code: 0 });
  expect((await board('add', first)).stdout).toContain('(it was there already)');

  const json = await board('show', '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    schema: 'janus-bench/leaderboard',
    standings: [
      { rank: 1, competitor: { name: 'better' }, runs: [{ rank: 1, repeats: 5 }] },
      { rank: 2, competitor: { name: '=cmd|x' }, note: '' },
    ],
    reigns: [{ name: 'better' }, { name: '=cmd|x' }],
    snapshot: { prizePool: '$50K', epoch: '2026-01', competitors: 2, benchmarkRuns: 2, cron: '0 3 * * *' },
  });
  for (const format of ['json', 'csv', 'markdown'] as const) {
    const { stdout, code } = await board('show', '--format', format);
    expect(code).toBe(0);
    await writeFile(at(`board.${format}`), stdout);
    expect(await board('verify', at(`board.${format}`))).toMatchObject({ code: 0 });
  }
  const csv = await readFile(at('board.csv'), 'utf8');
  expect(csv).toContain(`"'=cmd|x"`);
  expect(csv.split('\r\n')[0]).toContain('quality,quality_low,quality_high');
  expect((await board('show', '--sort', 'speed')).stdout).toContain('days at #1');

  const raised = csv.replace(/(?<=^1,better,.*,true,)[\d.]+/mu, '12.5');
  await writeFile(at('raised.csv'), raised);
  const verified = await board('verify', at('raised.csv'));
  expect(verified).toMatchObject({ code: 1 });
  expect(verified.stdout).toMatch(/row 1 {2}better: 12\.5 is published/u);

  await writeFile(
    runFile(first, 'result'),
    (await readFile(runFile(first, 'result'), 'utf8')).replace(/"value": [\d.]+/u, '"value": 99'),
  );
  expect(await board('add', first)).toMatchObject({ code: 2 });
}, 900_000);
