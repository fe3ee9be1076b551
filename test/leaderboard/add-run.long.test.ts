import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addRun } from '../../src/leaderboard/add-run.js';
import { readLeaderboard } from '../../src/leaderboard/read-leaderboard.js';
import { register } from '../../src/leaderboard/registry.js';
import { migrate } from '../../src/store/migrate.js';
import type { Database } from '../../src/store/database.js';
import { openPostgres } from '../../src/store/postgres-database.js';
import { findRun } from '../../src/results/find-run.js';
import { signRun } from '../../src/results/sign.js';
import { openTestStore } from '../support/arena-store.js';
import { operator, writeOfficialRun, type OfficialRunOptions } from '../support/official-run.js';
import { postgresMissing, startPostgres } from '../support/postgres.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const begin = Date.UTC(2026, 0, 22);
const dayMs = 86_400_000;
const now = begin + 30 * dayMs;
const settings = { prizePool: '$50K', epoch: null, cron: null, nextPublicRunAt: null };
const shown = { sortedBy: 'composite', settings, now } as const;

interface Backend {
  readonly name: string;
  readonly missing: string | undefined;
  readonly open: () => Promise<{ readonly newStore: () => Promise<Database> } & AsyncDisposable>;
}

const backends: readonly Backend[] = [
  {
    name: 'embedded',
    missing: undefined,
    open: () => Promise.resolve({ newStore: openTestStore, [Symbol.asyncDispose]: () => Promise.resolve() }),
  },
  {
    name: 'PostgreSQL',
    missing: postgresMissing,
    open: async () => {
      const server = await startPostgres();
      return {
        newStore: async () => {
          const database = await openPostgres(server.newDatabase());
          await migrate(database);
          return database;
        },
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
];

describe.each(backends)('on the $name store', ({ missing, open }) => {
  if (missing !== undefined) {
    test.skip(missing);
    return;
  }
  let backend: Awaited<ReturnType<Backend['open']>>;
  let database: Database;
  let parent: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    backend = await open();
    database = await backend.newStore();
    parent = await temporaryFolder();
    for (const name of ['alpha', 'beta'])
      await register(database, { target: `http://${name}:8001`, name, owner: name }, begin - dayMs);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await backend[Symbol.asyncDispose]();
    await parent[Symbol.asyncDispose]();
  });

  const add = async (folder: string, into = database) =>
    addRun({ database: into, place: await findRun(folder, '/x'), publicKeys: [operator.publicKey], now });
  const written = (id: string, options: Omit<OfficialRunOptions, 'id'> = {}) =>
    writeOfficialRun(parent.path, { id, target: 'http://alpha:8001', ...options });
  const worse: OfficialRunOptions['script'] = ({ taskId }) => ({ quality: /-[345]$/u.test(taskId) ? 0 : 1 });
  const half: OfficialRunOptions['script'] = ({ taskId }) => ({ quality: taskId.endsWith('-5') ? 0 : 1 });

  test('runs land on their board, ranked by the paired rule, whatever the order of adding', async () => {
    const folders = [
      await written('a-1', { script: worse }),
      await written('b-1', { target: 'http://beta:8001', startedAt: begin + 3_600_000 }),
      await written('a-2', { script: half, startedAt: begin + dayMs, round: 'round-2' }),
      await written('b-2', {
        ...{
          target: 'http://beta:8001',
          script: worse,
          startedAt: begin + dayMs + 3_600_000,
          round: 'round-2',
        },
      }),
    ];
    const boards = [];
    for (const order of [folders, [...folders].reverse()]) {
      await using store = await backend.newStore();
      for (const name of ['alpha', 'beta'])
        await register(store, { target: `http://${name}:8001`, name, owner: name }, begin - dayMs);
      for (const folder of order)
        expect(await add(folder, store)).toMatchObject({ status: 'official', isNew: true });
      boards.push(await readLeaderboard(store, shown));
      // From the reviews alone, without one more comparison.
      expect(await readLeaderboard(store, shown)).toEqual(boards.at(-1));
      // Sorting moves rows and no rank.
      const { standings } = await readLeaderboard(store, { ...shown, sortedBy: 'streaming' });
      expect(standings.toSorted((left, right) => left.rank - right.rank)).toEqual(boards.at(-1)?.standings);
    }

    expect(boards[1]).toEqual(boards[0]);
    const [board] = boards;
    expect(board?.reigns.map(({ name, run }) => [name, run])).toEqual([
      ['alpha', 'a-2'],
      ['beta', 'b-1'],
      ['alpha', 'a-1'],
    ]);
    expect(board?.standings.map(({ rank, competitor, runs }) => [rank, competitor.id, runs.length])).toEqual([
      [1, 'owner:alpha', 2],
      [2, 'owner:beta', 2],
    ]);
    expect(board?.snapshot).toMatchObject({
      prizePool: '$50K',
      competitors: 2,
      benchmarkRuns: 4,
      lastUpdatedAt: now,
    });
    expect(board?.standings[0]?.scores.quality).toMatchObject({ value: expect.closeTo(80) as number });
    expect(board?.unverified).toEqual([]);
  });

  test('a run is added once: again it changes nothing, with other bytes it is refused', async () => {
    const folder = await written('once');
    expect(await add(folder)).toMatchObject({ status: 'official', isNew: true });
    expect(await add(folder)).toMatchObject({ status: 'official', isNew: false });

    await writeOfficialRun(parent.path, { id: 'once', target: 'http://alpha:8001', script: worse });
    await expect(add(folder)).rejects.toThrow(
      /a run once is known already \(official\), and this one is another/u,
    );
  });

  test('an unverified run takes no id from an official one, and becomes official once its key is trusted', async () => {
    const folder = await written('squat', { privateKey: null });
    expect(await add(folder)).toMatchObject({ status: 'unverified', isNew: true, competitor: 'owner:alpha' });
    await writeOfficialRun(parent.path, {
      id: 'squat',
      target: 'http://alpha:8001',
      script: worse,
      privateKey: null,
    });
    await expect(add(folder)).rejects.toThrow(/known already \(unverified\)/u);

    await writeOfficialRun(parent.path, { id: 'squat', target: 'http://alpha:8001' });
    expect(await add(folder)).toMatchObject({ status: 'official', isNew: true });
  });

  test('the same journal under another id stands nowhere', async () => {
    const folder = await written('first-id', { round: 'round-9' });
    expect(await add(folder)).toMatchObject({ status: 'official' });
    const again = join(parent.path, 'second-id');
    await cp(folder, again, { recursive: true });
    for (const file of ['result.json', 'result.public.json']) {
      const text = await readFile(join(again, file), 'utf8');
      await writeFile(join(again, file), text.replace('"id": "first-id"', '"id": "second-id"'));
    }
    await signRun(again, operator.privateKey);

    const { status, reasons } = await add(again);
    expect(status).toBe('unverified');
    expect(reasons.join('\n')).toMatch(/run\.id is "second-id", its journal gives "first-id"/u);
    expect(reasons).toContain('its journal is that of run first-id');
  });

  test('a run is whose target it was made against, at the time: no flag, no name and no later owner of a URL decides', async () => {
    expect(await add(await written('nobodys', { target: 'http://unknown:1' }))).toMatchObject({
      ...{ status: 'unverified', competitor: null },
      reasons: ['its target http://unknown:1 is registered for nobody (leaderboard register)'],
    });
    await expect(
      register(database, { target: 'http://alpha:8001/v1', name: 'thief', owner: 'thief' }, now),
    ).rejects.toThrow(/http:\/\/alpha:8001 is registered for alpha/u);
    await expect(
      register(database, { target: 'http://thief:1', name: 'Alphа', owner: 'thief' }, now),
    ).rejects.toThrow(/is, or looks like, that of owner:alpha/u);
    for (const owner of ['аlpha', 'a1pha'])
      await expect(register(database, { target: 'http://thief:1', owner }, now)).rejects.toThrow(
        /looks like "alpha", who is registered/u,
      );

    await register(database, { target: 'http://moved:1', name: 'old', owner: 'old' }, begin);
    await register(database, { target: 'http://moved:1', owner: 'old', disable: true }, begin + dayMs);
    await register(database, { target: 'http://moved:1', name: 'new', owner: 'new' }, begin + 2 * dayMs);
    const before = await written('before', { target: 'http://moved:1', startedAt: begin + 1_000 });
    const after = await written('after', { target: 'http://moved:1', startedAt: begin + 3 * dayMs });
    expect(await add(before)).toMatchObject({ status: 'official', competitor: 'owner:old' });
    expect(await add(after)).toMatchObject({ status: 'official', competitor: 'owner:new' });
  });

  test('renaming a competitor renames its row, and its runs stay its runs', async () => {
    await register(database, { target: 'http://beta:8001', owner: 'beta', name: 'Beta Two' }, now);
    await add(await written('renamed', { target: 'http://beta:8001', round: 'round-7' }));
    const { standings } = await readLeaderboard(database, shown);

    expect(standings.find(({ competitor }) => competitor.id === 'owner:beta')?.competitor).toMatchObject({
      name: 'Beta Two',
      registeredAt: begin - dayMs,
    });
  });

  test('another model than the registered one is nobody’s run', async () => {
    await register(
      database,
      { target: 'http://picky:1', name: 'picky', owner: 'picky', model: 'big' },
      begin,
    );

    expect(await add(await written('small', { target: 'http://picky:1', model: 'small' }))).toMatchObject({
      status: 'unverified',
      reasons: ['it asked http://picky:1 for the model small, and big is registered'],
    });
  });

  test('another suite and another machine make boards of their own, and the newest board is shown', async () => {
    const suite = {
      reference: 'other',
      name: 'other',
      title: 'Other',
      version: '1.0.0',
      visibility: 'private',
      digest: 'cd'.repeat(32),
      tasks: 25,
    } as const;
    const { categories } = (await import('../support/sample-run.js')).sampleHeader().suite;
    const { board } = await add(
      await written('other-suite', {
        startedAt: begin + 5 * dayMs,
        header: { suite: { ...suite, categories } },
        script: () => ({ reason: 'SECRET PROMPT' }),
      }),
    );
    const newest = await readLeaderboard(database, shown);

    expect(newest.board).toMatchObject({ key: board, suite: 'other 1.0.0', suiteSha256: 'cd'.repeat(32) });
    expect(newest.standings).toHaveLength(1);
    expect(newest.otherBoards).toHaveLength(1);
    expect(newest.otherBoards[0]?.key).not.toBe(board);
    const stored = await database.query('SELECT result_json AS json FROM run_results');
    expect(JSON.stringify(stored)).not.toContain('SECRET PROMPT');
    await expect(readLeaderboard(database, { ...shown, board: 'zz' })).rejects.toThrow(
      /there is no board zz/u,
    );
  });

  test('hostile text is kept inert, and a run from the future waits', async () => {
    const hostile = await written('future', { startedAt: now + dayMs, model: 'm\u0000\u001b[31m\u202Ebad' });

    expect(await add(hostile)).toMatchObject({ status: 'unverified', reasons: ['it ends in the future'] });
    await expect(add(await written('bad\u0007id'))).rejects.toThrow(/its id is no run id/u);
  });
});
