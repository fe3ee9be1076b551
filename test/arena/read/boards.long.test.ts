import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { boardWindows } from '../../../src/arena/rank/rank-profile.js';
import { readBoard } from '../../../src/arena/read/read-board.js';
import { recount } from '../../../src/arena/read/recount.js';
import { refreshBoards } from '../../../src/arena/read/refresh-boards.js';
import type { Database } from '../../../src/store/database.js';
import { insertAgents, insertDecided, type DecidedRow } from '../../support/arena-rows.js';
import { backends, decidedField, EmptyStores, hour, nowMs } from '../../support/decided-field.js';
import { golden, goldenDecimals } from '../../support/golden.js';

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
      'TRUNCATE agents, cohorts, attempts, arena_slots, arena_rollups, arena_slot_cases CASCADE',
    );
  });

  async function refreshAll(): Promise<number> {
    let kept = 0;
    for (let one = 1; one > 0; kept += one) one = await refreshBoards(database, { nowMs });
    return kept;
  }

  async function expectRecounted(): Promise<void> {
    for (const window of boardWindows)
      for (const host of [undefined, 'other.org', 'nowhere.org']) {
        const { rows } = await readBoard(database, { window, host, nowMs });
        const counted = await recount(database, { window, host, nowMs });
        for (const {
          agent,
          speed,
          cost,
          tokens,
          p50,
          p95,
          medianCostUsd,
          medianTokens,
          ...counts
        } of counted) {
          const row = rows.find(({ id }) => id === agent);
          expect(row?.tally).toMatchObject(counts);
          expect(row?.tally.speed).toBeCloseTo(speed, 9);
          expect(row?.tally.cost).toBeCloseTo(cost, 9);
          expect(row?.tally.tokens).toBeCloseTo(tokens, 9);
          expect(row?.latency).toEqual(p50 === null ? undefined : { p50, p95 });
          expect([row?.medianCostUsd, row?.medianTokens]).toEqual([
            medianCostUsd ?? undefined,
            medianTokens ?? undefined,
          ]);
        }
        expect(rows.filter(({ tally }) => tally.scored + tally.notScored > 0)).toHaveLength(counted.length);
      }
  }

  test.each(['day', 'all'] as const)(
    'the golden board of window %s comes out of the store',
    async (window) => {
      const { agents, now } = golden.arenaInputs;
      await insertAgents(database, agents);
      const rows = agents.flatMap(({ id, rows: own }) =>
        own.map(({ finishedAt, latencyS, verdict, clean, costUsd, tokens }, index): DecidedRow => ({
          agent: id,
          cohort: `${id} ${index}`,
          finishedAt: finishedAt * 1_000,
          latencyMs: latencyS * 1_000,
          verdict,
          clean,
          costUsd: costUsd ?? undefined,
          tokens: tokens ?? undefined,
        })),
      );
      await insertDecided(database, rows);
      for (const state of ['counted', 'kept']) {
        const board = await readBoard(database, { window, host: undefined, nowMs: now * 1_000 });
        expect(board.rows.map(({ id, rank, enabled }) => ({ id, rank, enabled }))).toEqual(
          golden.arena[window].map(({ id, rank, enabled }) => ({ id, rank, enabled })),
        );
        for (const expected of golden.arena[window]) {
          const row = board.rows.find(({ id }) => id === expected.id);
          for (const part of [
            'quality',
            'speed',
            'cost',
            'tokens',
            'reliability',
            'blend',
            'overall',
          ] as const)
            expect(row?.score[part], `${part}, ${state}`).toBeCloseTo(expected[part], goldenDecimals);
          expect(row?.score.success?.low).toBeCloseTo(expected.wilson[0], goldenDecimals);
          expect(row?.latency).toEqual({ p50: expected.p50 * 1_000, p95: expected.p95 * 1_000 });
          expect(row?.tally).toMatchObject({
            scored: expected.n,
            passed: expected.s,
            notScored: expected.n_a,
          });
        }
        while ((await refreshBoards(database, { nowMs: now * 1_000 })) > 0);
      }
    },
  );

  test('boards are the full recount before anything is kept, after it, and when a verdict comes 20 h late', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'idle' }]);
    const rows = decidedField();
    const late = rows.filter(({ cohort }) => cohort === 'c17');
    await insertDecided(database, rows);
    await database.query(`UPDATE attempts SET verdict = NULL WHERE cohort_id = 'c17'`);
    await expectRecounted();
    expect(await refreshAll()).toBeGreaterThan(40);
    await expectRecounted();

    await database.query(`UPDATE attempts SET verdict = 'pass' WHERE cohort_id = 'c17'`);
    await expectRecounted();
    expect(await refreshBoards(database, { nowMs: nowMs + hour })).toBeGreaterThan(0);
    await expectRecounted();
    expect(late).toHaveLength(3);
  });

  test('neither the order of insertion nor other agents change a score, and all of them stand there', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'idle' }]);
    const rows = decidedField().slice(0, 900);
    await insertDecided(database, rows.filter(({ agent }) => agent === 'a').reverse());
    const alone = await readBoard(database, { window: 'month', host: undefined, nowMs });
    await insertDecided(
      database,
      rows.filter(({ agent }) => agent !== 'a'),
    );
    await database.query(`UPDATE agents SET enabled = false, configured = false WHERE id = 'b'`);
    const {
      rows: shown,
      isNarrow,
      distinctCases,
    } = await readBoard(database, { window: 'month', host: undefined, nowMs });

    const overall = (board: typeof shown) => board.find(({ id }) => id === 'a')?.score.overall;
    expect(overall(shown)).toBeCloseTo(overall(alone.rows) ?? 0, 9);
    expect(shown.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'idle']);
    expect(shown.find(({ id }) => id === 'b')).toMatchObject({ enabled: false, isConfigured: false });
    expect(shown.find(({ id }) => id === 'idle')).toMatchObject({
      standing: 'never_run',
      rankRange: undefined,
    });
    expect(shown.find(({ id }) => id === 'c')?.rankRange).toBeDefined();
    expect({ isNarrow, distinctCases }).toEqual({ isNarrow: false, distinctCases: 10 });
  });

  test('two that refresh at once keep the same, and a verdict that comes between is not lost', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const rows = decidedField().slice(0, 900);
    await insertDecided(database, rows);
    await database.query(`UPDATE attempts SET verdict = NULL WHERE cohort_id IN ('c17', 'c40')`);
    const writing = database.query(`UPDATE attempts SET verdict = 'pass' WHERE cohort_id IN ('c17', 'c40')`);
    await Promise.all([refreshAll(), refreshAll(), writing]);

    await expectRecounted();
    while ((await refreshBoards(database, { nowMs: nowMs + hour })) > 0);
    await expectRecounted();
  });

  test('n_a rows and disabling another agent leave every score as it was, counted or kept', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const rows = decidedField().slice(0, 600);
    await insertDecided(database, rows);
    const scores = async () => {
      const board = await readBoard(database, { window: 'all', host: undefined, nowMs });
      return board.rows.map(({ id, rank, score }) => ({ id, rank, overall: score.overall.toFixed(9) }));
    };
    const before = await scores();
    await refreshAll();
    expect(await scores()).toEqual(before);

    await insertDecided(
      database,
      rows.slice(0, 90).map((row) => ({ ...row, cohort: `late ${row.cohort}`, verdict: 'n_a' as const })),
    );
    await database.query(`UPDATE agents SET enabled = false WHERE id = 'b'`);
    expect(await scores()).toEqual(before);
  });

  test('an attempt that has returned is activity, before its verdict is in', async () => {
    await insertAgents(database, [{ id: 'a' }]);
    await insertDecided(
      database,
      decidedField().filter(({ agent }) => agent === 'a'),
    );
    await refreshAll();
    await database.query(
      `UPDATE attempts SET finished_at = $1, verdict = NULL, status = 'submitted' WHERE cohort_id = 'c0'`,
      [nowMs - 1],
    );
    for (const host of [undefined, 'other.org'])
      expect((await readBoard(database, { window: 'day', host, nowMs })).rows[0]?.lastActivity).toBe(
        nowMs - 1,
      );
  });

  test('whoever has far more n_a than its peers in the same cohorts is marked', async () => {
    await insertAgents(database, [{ id: 'a' }, { id: 'b' }]);
    const base = decidedField()
      .filter(({ agent }) => agent !== 'c')
      .slice(0, 60);
    await insertDecided(
      database,
      base.map((row, index) => ({ ...row, verdict: row.agent === 'a' && index % 4 === 0 ? 'n_a' : 'pass' })),
    );
    const { rows } = await readBoard(database, { window: 'all', host: undefined, nowMs });

    expect(rows.filter(({ isNaOutlier }) => isNaOutlier).map(({ id }) => id)).toEqual(['a']);
  });
});
