import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exportRows } from '../../../src/arena/read/export-rows.js';
import { keepStandings } from '../../../src/arena/read/keep-standings.js';
import { readAgents } from '../../../src/arena/read/read-agents.js';
import { readBoard } from '../../../src/arena/read/read-board.js';
import { latestCohorts, readCohort } from '../../../src/arena/read/read-cohort.js';
import { readMethodology } from '../../../src/arena/read/read-methodology.js';
import { readOps } from '../../../src/arena/read/read-ops.js';
import { readStats } from '../../../src/arena/read/read-stats.js';
import type { Database } from '../../../src/store/database.js';
import { insertAgents, insertDecided } from '../../support/arena-rows.js';
import { backends, decidedField, EmptyStores, hour, nowMs } from '../../support/decided-field.js';

const stores = new EmptyStores();
afterAll(() => stores[Symbol.asyncDispose]());

describe.each(backends)('on the %s store', (kind) => {
  let database: Database;
  beforeAll(async () => {
    database = await stores.open(kind);
  });
  afterAll(async () => database[Symbol.asyncDispose]());
  beforeEach(async () => {
    await database.script(
      'TRUNCATE agents, cohorts, attempts, arena_slots, arena_rollups, arena_slot_cases, ranking_snapshots CASCADE',
    );
  });

  test('stats, methodology, agents, ops, cohorts and exports are of the same rows', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const rows = decidedField().slice(0, 600);
    await insertDecided(database, rows);
    const [first] = (await readStats(database, { window: 'all', host: undefined, nowMs })).agents;
    const own = rows
      .filter(({ agent, verdict }) => agent === 'a' && verdict !== 'n_a')
      .map(({ latencyMs }) => latencyMs);
    own.sort((left, right) => left - right);

    expect(first?.latencyMs).toMatchObject({ n: own.length, min: own[0], max: own.at(-1) });
    expect(first?.latencyMs.quantiles.find(({ q }) => q === 0.5)?.value).toBe(
      own[Math.ceil(own.length / 2) - 1],
    );
    for (const { from, to, count } of first?.latencyMs.histogram ?? [])
      expect(count).toBe(own.filter((value) => value >= from && value < to).length);
    expect(first?.attempts).toBe(200);
    expect((await readMethodology(database, { host: undefined, nowMs })).scoredAttempts).toBe(
      rows.filter(({ verdict }) => verdict !== 'n_a').length,
    );
    expect((await readAgents(database))[0]?.lastActivity).toBe(
      Math.max(...rows.filter(({ agent }) => agent === 'a').map(({ finishedAt }) => finishedAt)),
    );
    expect((await readOps(database, { nowMs })).queue).toMatchObject({
      evaluationsWaiting: 0,
      quarantined: 0,
    });
    const [newest] = await latestCohorts(database, 1);
    expect((await readCohort(database, newest?.id ?? ''))?.attempts).toHaveLength(3);
    expect(await readCohort(database, 'none')).toBeUndefined();
    const exported = [];
    for await (const row of exportRows(database, { table: 'attempts' })) exported.push(row);
    expect(exported[0]).toMatchObject({ schema: 'janus-bench/arena-attempts', version: 1 });
    expect(new Set(exported.slice(1).map((row) => row['id'])).size).toBe(600);
    for (const table of ['cohorts', 'cases'] as const)
      for await (const row of exportRows(database, { table, host: undefined }))
        expect(row).toBeTypeOf('object');
  });

  test('the standings of the last midnight are kept once, and exported as they were', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    await insertDecided(database, decidedField());
    const midnight = Date.UTC(2026, 5, 15);
    const then = await readBoard(database, { window: 'week', host: undefined, nowMs: midnight });
    await Promise.all([1, 2].map(() => keepStandings(database, { nowMs, windows: ['week', 'all'] })));
    await database.query(`UPDATE attempts SET finished_at = $1`, [midnight - 1]);
    await keepStandings(database, { nowMs: nowMs + hour, windows: ['week', 'all'] });
    const exported = [];
    for await (const row of exportRows(database, { table: 'standings' })) exported.push(row);

    expect(exported.slice(1).map((row) => [row['as_of'], row['window']])).toEqual([
      [midnight, 'all'],
      [midnight, 'week'],
    ]);
    expect(exported[2]?.['rows']).toEqual(
      then.rows.map(({ id, rank, standing, score, tally }) => ({
        agentId: id,
        rank,
        standing,
        overall: score.overall,
        scored: tally.scored,
        passed: tally.passed,
      })),
    );
  });
});
