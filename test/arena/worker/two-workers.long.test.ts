import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { realClock } from '../../../src/lib/real-clock.js';
import type { Database } from '../../../src/store/database.js';
import { openStore } from '../../../src/store/open-store.js';
import { arenaWorld, startWorker, type ArenaWorld, type WorkerProcess } from '../../support/arena-machine.js';
import { postgresMissing, startPostgres, type RunningPostgres } from '../../support/postgres.js';

const agents = 6;
const floorMs = 1_000;

let postgres: RunningPostgres;
beforeAll(async () => {
  if (postgresMissing === undefined) postgres = await startPostgres();
});
afterAll(async () => {
  if (postgresMissing === undefined) await postgres[Symbol.asyncDispose]();
});

const rows = z.array(
  z.object({
    cohort: z.string(),
    state: z.string(),
    startedAt: z.number(),
    degraded: z.boolean(),
    agent: z.string(),
    status: z.string(),
    executor: z.string().nullable(),
    skewMs: z.number().nullable(),
    verdict: z.string().nullable(),
    reason: z.string().nullable(),
  }),
);
type Row = z.output<typeof rows>[number];

async function readRows(database: Database): Promise<readonly Row[]> {
  return rows.parse(
    await database.query(`
      SELECT c.id AS cohort, c.state, c.started_at AS "startedAt", c.degraded, a.agent_id AS agent, a.status, a.executor,
        a.start_skew_ms AS "skewMs", a.verdict, a.reason_code AS reason
      FROM cohorts c JOIN attempts a ON a.cohort_id = c.id WHERE c.started_at IS NOT NULL ORDER BY c.started_at`),
  );
}

/** When cohorts started, each once. */
function starts(all: readonly Row[]): readonly number[] {
  return [...new Map(all.map(({ cohort, startedAt }) => [cohort, startedAt])).values()];
}

function gaps(all: readonly Row[]): readonly number[] {
  const at = starts(all);
  return at.slice(1).map((startedAt, index) => startedAt - (at[index] ?? 0));
}

function machineOf({ executor }: Row): string | undefined {
  return executor?.split('/')[0];
}

async function twoMachines(world: ArenaWorld, script?: readonly string[]) {
  const configs = [
    await world.config({ workerId: 'one', concurrency: 4 }),
    await world.config({ workerId: 'two', concurrency: 4 }),
  ] as const;
  const machines = configs.map((config) => startWorker(config, script)) as [WorkerProcess, WorkerProcess];
  const led = await Promise.race(
    machines.map(async (machine, index) => {
      await machine.said('cohort_started', { withinMs: 90_000 });
      return index;
    }),
  );
  const [leader, other] = led === 0 ? machines : [machines[1], machines[0]];
  await other.said('lease_waiting', { withinMs: 90_000 });
  return { leader, other, names: led === 0 ? ['one', 'two'] : ['two', 'one'] } as const;
}

describe.skipIf(postgresMissing)('two machines on one PostgreSQL', () => {
  test('run each cohort once and share its attempts, each performed once', async () => {
    const store = postgres.newDatabase();
    await using world = await arenaWorld({ store, agents, startFloor: '1s' });
    const { leader, other } = await twoMachines(world);
    await using _leader = leader;
    await using _other = other;
    const from = leader.lines().length;
    await leader.said('cohort_drained', { from });
    await realClock.sleep(6_000);

    expect(await Promise.all([leader.end('SIGINT'), other.end('SIGINT')])).toEqual([130, 130]);

    await using database = await openStore(store, { role: 'visitor' });
    const all = await readRows(database);
    expect(starts(all).length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...gaps(all))).toBeGreaterThanOrEqual(floorMs);
    expect(new Set(all.map(({ cohort, agent }) => `${cohort} ${agent}`)).size).toBe(all.length);
    expect(all).toHaveLength(starts(all).length * agents);
    const asked = [...world.asked.values()].reduce((sum, count) => sum + count, 0);
    const performed = all.filter(({ executor }) => executor !== null);
    expect(asked).toBe(performed.length);
    expect(new Set(performed.map(machineOf))).toEqual(new Set(['one', 'two']));
    expect(Math.max(...all.map(({ skewMs }) => skewMs ?? 0))).toBeLessThan(2_000);
    expect(other.lines().filter((line) => line.includes('cohort_started'))).toEqual([]);
  });

  test('hand over within 75 s when the one that leads is killed, and count nothing of it', async () => {
    const store = postgres.newDatabase();
    await using world = await arenaWorld({ store, agents, startFloor: '1s' });
    world.agentMs = 2_500;
    const { leader, other, names } = await twoMachines(world);
    await using _leader = leader;
    await using _other = other;
    await using database = await openStore(store, { role: 'visitor' });
    await leader.said('cohort_started', { from: leader.lines().length });
    await expect
      .poll(
        async () => {
          const running = (await readRows(database)).filter(({ status }) => status === 'running');
          return new Set(running.map(machineOf)).size;
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(2);

    const killedAtMs = performance.now();
    await leader.end('SIGKILL');
    await other.said('lease_acquired', { withinMs: 75_000 });
    const tookMs = performance.now() - killedAtMs;
    await other.said('cohort_started', { withinMs: 30_000 });
    await other.end('SIGINT');

    expect(tookMs).toBeLessThan(75_000);
    const all = await readRows(database);
    const broken = all.filter(({ reason }) => reason === 'harness_crash');
    expect(broken.length).toBeGreaterThanOrEqual(1);
    expect(new Set(broken.map(machineOf))).toEqual(new Set([names[0]]));
    expect(new Set(broken.map(({ cohort }) => cohort)).size).toBe(1);
    expect(
      broken.every(
        ({ verdict, status, degraded }) => verdict === 'n_a' && status === 'interrupted' && degraded,
      ),
    ).toBe(true);
    const ofOthers = all.filter(
      ({ cohort, reason }) => cohort === broken[0]?.cohort && reason !== 'harness_crash',
    );
    expect(ofOthers.every(({ status }) => ['returned', 'submitted', 'evaluated'].includes(status))).toBe(
      true,
    );
    expect(Math.min(...gaps(all))).toBeGreaterThanOrEqual(floorMs);
  });

  test('start nothing after a pause longer than the lease', async () => {
    const script = [fileURLToPath(new URL('../../support/quick-lease-worker.js', import.meta.url))];
    const store = postgres.newDatabase();
    await using world = await arenaWorld({ store, agents, startFloor: '1s' });
    const { leader, other } = await twoMachines(world, script);
    await using _leader = leader;
    await using _other = other;

    leader.child.kill('SIGSTOP');
    await other.said('lease_acquired', { withinMs: 20_000 });
    const stoppedAt = leader.lines().length;
    await other.said('cohort_started', { withinMs: 30_000 });
    leader.child.kill('SIGCONT');
    await leader.said('lease_lost', { from: stoppedAt });
    await leader.said('lease_waiting', { from: stoppedAt });
    await other.said('cohort_started', { from: other.lines().length });
    await Promise.all([leader.end('SIGINT'), other.end('SIGINT')]);

    expect(
      leader
        .lines()
        .slice(stoppedAt)
        .filter((line) => line.includes('cohort_started')),
    ).toEqual([]);
    await using database = await openStore(store, { role: 'visitor' });
    expect(Math.min(...gaps(await readRows(database)))).toBeGreaterThanOrEqual(floorMs);
  });

  test('outlive a PostgreSQL that goes away for a while', async () => {
    const store = postgres.newDatabase();
    await using world = await arenaWorld({ store, agents, startFloor: '1s' });
    await using worker = startWorker(await world.config({ workerId: 'one', concurrency: agents }));
    await worker.said('cohort_started', { withinMs: 90_000 });

    await postgres.restart(3_000);
    await worker.said('cohort_drained', { from: worker.lines().length, withinMs: 60_000 });
    await worker.said('cohort_started', { from: worker.lines().length, withinMs: 60_000 });

    expect(await worker.end('SIGTERM')).toBe(143);
    expect(worker.lines().filter((line) => line.includes(' problem ')).length).toBeLessThan(20);
  });
});
