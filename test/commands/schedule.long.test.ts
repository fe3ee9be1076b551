import { generateKeyPairSync } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { listen } from '../../src/mock/http-server.js';
import { startMiner, type RunningMiner } from '../../src/mock/miner.js';
import { register } from '../../src/leaderboard/registry.js';
import { openStore } from '../../src/store/open-store.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callMain, recordingIo } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const suite = 'public/smoke';
let miners: readonly RunningMiner[] = [];
beforeAll(async () => {
  const suites = [await loadSuite(suite, {})];
  miners = await Promise.all(['1', '2'].map((seed) => startMiner({ profile: 'instant', suites, seed })));
});
afterAll(async () => {
  for (const miner of miners) await miner.close();
});

async function arrange(others: readonly string[] = []) {
  const folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(at('key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STORE: at('store') };
  await using database = await openStore(at('store'), { role: 'owner' });
  for (const [index, target] of [...miners.map(({ url }) => url), ...others].entries())
    await register(database, { target, owner: `team-${index}` }, 1_000 + index);
  const argv = [
    'schedule',
    '--once',
    '--suite',
    suite,
    '--repeat',
    '3',
    '--output',
    at('runs'),
    '--sign',
    at('key.pem'),
  ];
  return { at, env, argv: [...argv, '--meter', at('meter/{round}/{competitor}.jsonl')], folder };
}

async function journalOf(store: string) {
  await using database = await openStore(store, { role: 'visitor' });
  const [rounds, targets, runs] = [
    await database.query('SELECT state FROM epochs ORDER BY due_at'),
    await database.query('SELECT state, run_id, problem FROM epoch_targets ORDER BY competitor'),
    await database.query('SELECT id, competitor, seed FROM runs ORDER BY competitor'),
  ];
  return { rounds, targets, runs };
}

test('a round runs every registered target officially, puts each run into the store, and notes who is down', async () => {
  const { at, env, argv, folder } = await arrange(['http://127.0.0.1:9']);
  await using _folder = folder;

  const { code, stderr } = await callMain(argv, { env });

  expect(`${stderr}${code}`).toMatch(
    /round_done round="?round-[\d-]+"? done=2 failed=1\n.*lease_released\n0$/,
  );
  expect(stderr).toMatch(/alert target_failed .*owner:team-2/);
  const { rounds, targets, runs } = await journalOf(at('store'));
  expect(rounds).toEqual([{ state: 'done' }]);
  expect(targets.map(({ state }) => state).toSorted()).toEqual(['done', 'done', 'failed']);
  expect(runs).toHaveLength(2);
  expect(new Set(runs.map(({ seed }) => seed)).size).toBe(1);
});

test('a round that was interrupted goes on: no target is run twice, and the run under way is finished', async () => {
  const { at, env, argv, folder } = await arrange();
  await using _folder = folder;
  const { io, signal, said } = recordingIo({ env });
  const running = main({ argv, ...io });
  await expect
    .poll(() => said().stderr, { timeout: 60_000, interval: 5 })
    .toMatch(/target_(done|unverified)[^]*target_started/);
  await expect.poll(async () => (await readdir(at('runs'))).length, { timeout: 60_000, interval: 2 }).toBe(3);
  signal('SIGINT');
  expect(await running).toBe(130);
  const begun = (await readdir(at('runs'))).filter((name) => name !== 'rounds');

  const { code, stderr } = await callMain(argv, { env });

  expect(code).toBe(0);
  expect(stderr).toMatch(/round_resumed/);
  const { rounds, targets, runs } = await journalOf(at('store'));
  expect(rounds).toEqual([{ state: 'done' }]);
  expect(targets.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(runs).toHaveLength(2);
  expect(runs.map(({ id }) => id)).toEqual(expect.arrayContaining(begun));
});

test('a competitor is sent its own key, and nobody the operator’s', async () => {
  const { at, env, argv, folder } = await arrange();
  await using _folder = folder;
  const keys = new Map<string, Set<string>>();
  const strangers = await Promise.all(
    ['keyed', 'bare'].map((name) =>
      listen((request, response) => {
        keys.set(name, (keys.get(name) ?? new Set()).add(request.headers.authorization ?? 'none'));
        response.writeHead(401).end();
      }, {}),
    ),
  );
  {
    await using database = await openStore(at('store'), { role: 'owner' });
    const [keyed, bare] = strangers.map(({ url }) => url);
    await register(database, { target: keyed ?? '', owner: 'keyed', apiKeyEnv: 'KEYED_KEY' }, 2_000);
    await register(database, { target: bare ?? '', owner: 'bare' }, 2_001);
    await database.query(`UPDATE submissions SET enabled = false WHERE owner LIKE 'team-%'`);
  }
  const mine = { JANUS_BENCH_API_KEY_ENV: 'MY_KEY', MY_KEY: 'mine-and-secret' };
  // Who shares the machine comes to no store, neither to read it nor to make ranks in it.
  for (const path of [at('store'), at('store/pglite')]) expect((await stat(path)).mode & 0o777).toBe(0o700);
  await callMain(argv, { env: { ...env, ...mine, KEYED_KEY: 'its-own-secret' } });
  for (const stranger of strangers) await stranger.close();

  expect(Object.fromEntries([...keys].map(([name, seen]) => [name, [...seen]]))).toEqual({
    keyed: ['Bearer its-own-secret'],
    bare: ['none'],
  });
});

test('--next prints the dates and opens nothing', async () => {
  const { code, stdout } = await callMain(
    ['schedule', '--cron', '30 2 1 1 *', '--tz', 'Europe/Berlin', '--next', '2'],
    {
      env: { JANUS_BENCH_CONFIG: 'none' },
    },
  );

  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d{4}-01-01T01:30:00\.000Z\n\d{4}-01-01T01:30:00\.000Z\n$/);
});

test.each([
  [['schedule', '--cron', 'daily', '--next'], 'is no cron expression'],
  [['schedule', '--tz', 'Mars/Olympus', '--next'], 'no time zone'],
  [['schedule', '--sign', 'nowhere.pem', '--once'], 'nowhere.pem'],
])('%j is refused with what is wrong with it', async (argv, why) => {
  const { code, stderr } = await callMain(argv, { env: { JANUS_BENCH_CONFIG: 'none' } });

  expect(code).toBe(2);
  expect(stderr).toContain(why);
});
