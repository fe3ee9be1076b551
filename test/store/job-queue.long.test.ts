import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAttemptQueue } from '../../src/arena/worker/pg-boss-queue.js';
import { realClock } from '../../src/lib/real-clock.js';
import type { Database } from '../../src/store/database.js';
import { openJobQueue, type JobQueue } from '../../src/store/job-queue.js';
import { leaseTableOf, type LeaseTable } from '../../src/store/lease-table.js';
import { migrate } from '../../src/store/migrate.js';
import { openPGlite } from '../../src/store/pglite-database.js';
import { openPostgres } from '../../src/store/postgres-database.js';
import { leaseInMemory } from '../support/lease-double.js';
import { postgresMissing, startPostgres, type RunningPostgres } from '../support/postgres.js';

const settings = { expireInSeconds: 320, retentionMinutes: 60 };
const problems: unknown[] = [];
const onProblem = (problem: unknown) => void problems.push(problem);

let postgres: RunningPostgres | undefined;
beforeAll(async () => {
  if (postgresMissing === undefined) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
});

const backends: readonly [string, () => Promise<Database>, string | undefined][] = [
  ['the embedded store', () => openPGlite('memory://'), undefined],
  ['PostgreSQL', () => openPostgres(postgres?.newDatabase() ?? ''), postgresMissing],
];

describe.each(backends)('jobs on %s', (_name, open, missing) => {
  let database: Database;
  let queue: JobQueue;

  beforeAll(async () => {
    if (missing !== undefined) return;
    database = await open();
    await migrate(database);
    const begun = await Promise.all([1, 2, 3].map(() => openJobQueue(database, { onProblem })));
    const [first, ...others] = begun;
    if (first === undefined) return;
    queue = first;
    for (const other of others) await other[Symbol.asyncDispose]();
    await queue.create('attempts', settings);
  });
  afterAll(async () => {
    if (missing !== undefined) return;
    await queue[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  test.skipIf(missing)('come by priority, each once', async () => {
    await queue.insert('attempts', [
      { key: 'late', priority: 1 },
      { key: `odd "key", {with} \\ marks`, priority: 3 },
      { key: 'middle', priority: 2 },
    ]);

    const [first, rest, none] = [
      await queue.fetch('attempts', 1),
      await queue.fetch('attempts', 5),
      await queue.fetch('attempts', 5),
    ];

    expect([...first, ...rest].map(({ key }) => key)).toEqual([
      `odd "key", {with} \\ marks`,
      'middle',
      'late',
    ]);
    expect(none).toEqual([]);
    await queue.complete(
      'attempts',
      [...first, ...rest].map(({ id }) => id),
    );
    const [{ count }] = (await database.query(
      `SELECT count(*) AS count FROM pgboss.job WHERE state = 'completed'`,
    )) as [{ count: number }];
    expect(count).toBe(3);
  });

  test.skipIf(missing)('that still wait are not doubled', async () => {
    await queue.insert('attempts', [{ key: 'twice', priority: 1 }]);
    await queue.insert('attempts', [{ key: 'twice', priority: 1 }]);

    expect(await queue.fetch('attempts', 5)).toHaveLength(1);
  });

  test.skipIf(missing)('survive two processes that start at once, over and over', async () => {
    const queues = await Promise.all([1, 2, 3].map(() => openJobQueue(database, { onProblem })));

    await Promise.all(
      queues.flatMap((each, index) => [
        each.create('same', settings),
        each.create(`other-${index}`, settings),
      ]),
    );
    await Promise.all(queues.map((each) => each[Symbol.asyncDispose]()));

    expect(problems).toEqual([]);
  });

  test.skipIf(missing)('are refused aloud where the store fails, and not taken for none', async () => {
    const closed = await openJobQueue(database, { onProblem });
    await closed[Symbol.asyncDispose]();

    await expect(closed.fetch('attempts', 1)).rejects.toThrow('closed');
  });

  test.skipIf(missing)('of a schedule ring within the minute', async () => {
    await queue.create('rounds', settings);
    await queue.schedule('rounds', '* * * * *', 'UTC');
    await using scheduled = await openJobQueue(database, { onProblem, schedules: true });

    await expect.poll(() => scheduled.fetch('rounds', 1), { timeout: 40_000, interval: 500 }).toHaveLength(1);

    expect(problems).toEqual([]);
  });

  test.skipIf(missing)('carry attempts to two machines: each to one of them', async () => {
    const queues = await Promise.all(
      [1, 2].map(() => openAttemptQueue(queue, { clock: realClock, onProblem })),
    );
    const stop = new AbortController();
    const begun: { readonly id: string; readonly machine: number }[] = [];
    const performing = queues.map((each, machine) =>
      each.perform(
        async (id) => {
          begun.push({ id, machine });
          await realClock.sleep(50);
        },
        { concurrency: 3, signal: stop.signal },
      ),
    );
    const ids = Array.from({ length: 40 }, (_, index) => `attempt-${index}`);
    await queues[0]?.send(ids);
    await expect.poll(() => begun.length, { timeout: 20_000, interval: 10 }).toBe(40);
    stop.abort();
    await Promise.all(performing);

    expect(begun.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(new Set(begun.map(({ machine }) => machine))).toEqual(new Set([0, 1]));
    expect(problems).toEqual([]);
  });

  test.skipIf(missing)('stand beside a lease that is compared and swapped', async () => {
    expect(await rivals(leaseTableOf(database))).toEqual(await rivals(leaseInMemory()));
  });
});

async function rivals(table: LeaseTable) {
  const seen = [
    await table.acquire('a', 'one', { atMs: 1_000, ttlMs: 60 }),
    await table.acquire('a', 'two', { atMs: 1_059, ttlMs: 60 }),
    await table.renew('a', 'one', { atMs: 1_059, ttlMs: 60 }),
    await table.acquire('a', 'two', { atMs: 1_118, ttlMs: 60 }),
    await table.renew('a', 'one', { atMs: 1_119, ttlMs: 60 }),
    await table.acquire('a', 'two', { atMs: 1_119, ttlMs: 60 }),
    await table.read('a'),
    await table.renew('a', 'one', { atMs: 1_120, ttlMs: 60 }),
  ];
  await table.release('a', 'one');
  const held = await table.read('a');
  await table.release('a', 'two');
  return [...seen, held, await table.read('a')];
}
