import { beforeEach, expect, test } from 'vitest';
import { arenaTablesOf } from '../../../src/arena/tables/arena-tables.js';
import type { ArenaTables } from '../../../src/arena/tables/tables.js';
import type { Database } from '../../../src/store/database.js';
import { aCase, aCohort, anAgent, aPayload, aResult } from './arena-records.js';
import { evalTableContract } from './eval-table-contract.js';

const ttlMs = 60_000;

/** What the arena's tables promise, on any store. */
export function arenaTablesContract(store: () => Database): void {
  const tables = () => arenaTablesOf(store());

  beforeEach(async () => {
    await store().script(
      'TRUNCATE agents, cases, cohorts, attempt_payloads, worker_lease, executors, events CASCADE',
    );
  });

  test('an agent that is configured no more stays, and an enabled one keeps what the store says of it', async () => {
    const { agents } = tables();
    await agents.register([anAgent('a'), anAgent('b'), anAgent('c', { enabled: false })], 1);
    expect(await agents.setEnabled('b', false, 2)).toBe(true);
    expect(await agents.setEnabled('nobody', true, 2)).toBe(false);
    await agents.register([anAgent('a', { version: '2', name: 'A' }), anAgent('b', { enabled: true })], 3);

    expect(await agents.enabled()).toEqual([
      { id: 'a', name: 'A', model: 'a-model', version: '2', enabled: true },
    ]);
    expect(await store().query('SELECT id, configured, disabled_at FROM agents ORDER BY id')).toEqual([
      { id: 'a', configured: true, disabled_at: null },
      { id: 'b', configured: true, disabled_at: 2 },
      { id: 'c', configured: false, disabled_at: 1 },
    ]);
    expect(await store().query(`SELECT version FROM agent_versions WHERE agent_id = 'a' ORDER BY 1`)).toEqual(
      [{ version: '1' }, { version: '2' }],
    );
  });

  test('a version that comes back is the current one again', async () => {
    const { agents } = tables();
    for (const version of ['1', '2', '1']) await agents.register([anAgent('a', { version })], 1);

    expect((await agents.enabled())[0]?.version).toBe('1');
  });

  test('the first payload of a case and version is kept', async () => {
    const { cases } = tables();
    expect(await cases.knownSha256('case-1', 1)).toBeUndefined();
    await cases.keep(aCase('case-1'), { corpusVersion: '1', atMs: 1 });
    await cases.keep(aCase('case-1', 'Another task.'), { corpusVersion: '2', atMs: 2 });
    await cases.retire('case-1', 1, 3);

    expect(await cases.read('case-1', 1)).toEqual(aCase('case-1'));
    expect(await cases.knownSha256('case-1', 1)).toBe(aCase('case-1').payloadSha256);
    expect(await cases.read('case-1', 2)).toBeUndefined();
  });

  test('one cohort at a time is queued or running, whoever queues it', async () => {
    const queued = await Promise.all(
      Array.from({ length: 20 }, (_, n) => tables().cohorts.queue(aCohort(`coh-${n}`))),
    );

    expect(queued.filter(Boolean)).toHaveLength(1);
    expect(await tables().cohorts.open()).toHaveLength(1);
  });

  test('a cohort goes from queued to done, and leaves room for the next when it drains', async () => {
    const { cohorts } = await started(tables(), 'coh-1');
    expect(await cohorts.previous()).toEqual({ startedAt: 2_000, endedAt: undefined });
    expect(await cohorts.queue(aCohort('coh-2', 3_000))).toBe(false);
    await cohorts.drain('coh-1', 4_000, { isDegraded: true });
    expect(await cohorts.queue(aCohort('coh-2', 5_000))).toBe(true);

    expect((await cohorts.open()).map(({ id, state }) => [id, state])).toEqual([
      ['coh-1', 'draining'],
      ['coh-2', 'queued'],
    ]);
    await cohorts.finish('coh-1');
    await cohorts.abort('coh-2', 'no enabled agent', 6_000);
    expect(await cohorts.open()).toEqual([]);
    expect(await cohorts.previous()).toEqual({ startedAt: 2_000, endedAt: 4_000 });
    expect(await cohorts.recentCaseIds(5)).toEqual(['case-1']);
    expect(await store().query('SELECT id, state, degraded, abort_reason FROM cohorts ORDER BY id')).toEqual([
      { id: 'coh-1', state: 'done', degraded: true, abort_reason: null },
      { id: 'coh-2', state: 'aborted', degraded: false, abort_reason: 'no enabled agent' },
    ]);
  });

  test('with a clock that went backwards a running cohort still has not ended', async () => {
    const { cohorts } = await started(tables(), 'coh-1', 900_000);
    await cohorts.drain('coh-1', 910_000, { isDegraded: false });
    await started(tables(), 'coh-2', 5_000);

    expect(await cohorts.previous()).toEqual({ startedAt: 900_000, endedAt: undefined });
  });

  test('a refused case leaves an aborted cohort, even beside a running one', async () => {
    const { cohorts } = await started(tables(), 'coh-1');
    await cohorts.recordRefusal(aCohort('coh-2'), 'frozen_payload_mismatch');

    expect(await cohorts.open()).toHaveLength(1);
    expect(await store().query(`SELECT abort_reason FROM cohorts WHERE state = 'aborted'`)).toEqual([
      { abort_reason: 'frozen_payload_mismatch' },
    ]);
  });

  test('only the holder of a lease that has not expired starts a cohort, and only once', async () => {
    const { lease, cohorts, attempts } = await queued(tables(), 'coh-1');
    const start = (owner: string, atMs: number) =>
      cohorts.start('coh-1', { owner, atMs, attempts: [{ id: 'att-1', agent: storedAgent }] });
    await lease.acquire('arena', 'me', { atMs: 1_000, ttlMs });

    expect(await start('you', 2_000)).toBe(false);
    expect(await start('me', 1_000 + ttlMs)).toBe(false);
    expect(await attempts.ofCohort('coh-1')).toEqual([]);
    const starts = await Promise.all(Array.from({ length: 10 }, () => start('me', 2_000)));
    expect(starts.filter(Boolean)).toHaveLength(1);
    expect(await attempts.ofCohort('coh-1')).toHaveLength(1);
  });

  test('of many that want the lease one has it, until it expires or is given back', async () => {
    const { lease } = tables();
    const owners = Array.from({ length: 20 }, (_, n) => `worker-${n}`);
    const taken = await Promise.all(
      owners.map((owner) => lease.acquire('arena', owner, { atMs: 1_000, ttlMs })),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    const holder = owners[taken.indexOf(true)]!;
    const other = owners[taken.indexOf(false)]!;

    expect(await lease.renew('arena', other, { atMs: 2_000, ttlMs })).toBe(false);
    expect(await lease.renew('arena', holder, { atMs: 2_000, ttlMs })).toBe(true);
    expect(await lease.acquire('arena', other, { atMs: 1_000 + ttlMs, ttlMs })).toBe(false);
    const heirs = await Promise.all(
      owners.map((owner) => lease.acquire('arena', `heir of ${owner}`, { atMs: 2_000 + ttlMs, ttlMs })),
    );
    expect(heirs.filter(Boolean)).toHaveLength(1);
    expect(await lease.renew('arena', holder, { atMs: 2_000 + ttlMs, ttlMs })).toBe(false);
    await lease.release('arena', holder);
    expect(await lease.read('arena')).toBeDefined();
  });

  test('with a clock that went backwards the lease stays with its holder', async () => {
    const { lease } = tables();
    await lease.acquire('arena', 'me', { atMs: 1_000_000, ttlMs });

    expect(await lease.acquire('arena', 'you', { atMs: 1_000, ttlMs })).toBe(false);
    expect(await lease.renew('arena', 'me', { atMs: 1_000, ttlMs })).toBe(true);
  });

  test('an attempt is claimed by exactly one of many', async () => {
    const { attempts } = await started(tables(), 'coh-1');
    const executors = Array.from({ length: 30 }, (_, n) => `executor-${n}`);

    const claims = await Promise.all(
      executors.map((executor) => attempts.claim('coh-1-a', { executor, atMs: 2_010, startSkewMs: 10 })),
    );

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await attempts.read('coh-1-a')).toMatchObject({
      status: 'running',
      executor: executors[claims.indexOf(true)],
      startedAt: 2_010,
    });
  });

  test('what an agent returned is read back as it was, with its agent as it was at the start', async () => {
    const { agents, attempts } = await started(tables(), 'coh-1');
    await attempts.claim('coh-1-a', { executor: 'me', atMs: 2_010, startSkewMs: 10 });
    const returned = { executor: 'me', atMs: 12_010, result: aResult(), payload: aPayload };
    expect(await attempts.recordReturn('coh-1-a', { ...returned, executor: 'you' })).toBe(false);
    expect(await attempts.recordReturn('coh-1-a', returned)).toBe(true);
    expect(await attempts.recordReturn('coh-1-a', returned)).toBe(true);
    await agents.register([anAgent('a', { model: 'another', version: '9' })], 20_000);

    expect(await attempts.read('coh-1-a')).toEqual({
      id: 'coh-1-a',
      cohortId: 'coh-1',
      agent: storedAgent,
      caseId: 'case-1',
      caseVersion: 1,
      payloadSha256: aCase('case-1').payloadSha256,
      scaffold: aCohort('coh-1').scaffold,
      status: 'returned',
      executor: 'me',
      startedAt: 2_010,
      finishedAt: 12_010,
      result: aResult(),
      rawPayload: { sha256: aPayload.sha256, bytes: 12, isTruncated: false },
      outputSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect((await attempts.inStatus(['returned'])).map(({ id }) => id)).toEqual(['coh-1-a']);
    expect(await attempts.inStatus([])).toEqual([]);
  });

  test('hostile results are stored and read back as text that harms nothing', async () => {
    const { attempts } = await started(tables(), 'coh-1');
    await attempts.claim('coh-1-a', { executor: 'me', atMs: 2_010, startSkewMs: 10 });
    const output = {
      nul: 'a\0b',
      half: 'a\uD83Db',
      quotes: `'";--`,
      '\0': '$1',
      large: 'x'.repeat(1_000_000),
    };
    const result = aResult({
      output,
      finalUrl: 'http://x/\0\uDC00',
      errorMessage: `'); DROP TABLE attempts; --`,
      usage: { inputTokens: 1e300, outputTokens: NaN, totalTokens: 1.5, source: 'reported' },
      steps: 2 ** 40,
    });
    expect(
      await attempts.recordReturn('coh-1-a', { executor: 'me', atMs: 3_000, result, payload: aPayload }),
    ).toBe(true);

    const back = (await attempts.read('coh-1-a'))?.result;
    expect(back?.output).toEqual(output);
    expect(back).toMatchObject({
      finalUrl: 'http://x/\uFFFD',
      errorMessage: result.errorMessage,
      steps: 2 ** 40,
    });
    expect(back?.usage).toMatchObject({
      inputTokens: Number.MAX_SAFE_INTEGER,
      outputTokens: undefined,
      totalTokens: 2,
    });
  });

  test('an answer that its source refuses is withdrawn once, and the rest stays', async () => {
    const { attempts } = await started(tables(), 'coh-1');
    await attempts.claim('coh-1-a', { executor: 'me', atMs: 2_010, startSkewMs: 10 });
    expect(await attempts.withdrawAnswer('coh-1-a', 'HTTP 422')).toBe(false);
    await attempts.recordReturn('coh-1-a', {
      ...{ executor: 'me', atMs: 12_010, result: aResult(), payload: aPayload },
    });
    expect(await attempts.withdrawAnswer('coh-1-a', 'HTTP 422')).toBe(true);
    expect(await attempts.withdrawAnswer('coh-1-a', 'HTTP 422')).toBe(false);

    const nothing = { output: undefined, finalUrl: undefined, steps: undefined };
    const marks = { outcome: 'invalid_output', isOutputValid: false, isClean: false };
    expect(await attempts.read('coh-1-a')).toMatchObject({
      status: 'returned',
      outputSha256: undefined,
      result: {
        ...aResult(),
        ...nothing,
        ...marks,
        errorCode: 'refused_by_source',
        errorMessage: 'HTTP 422',
      },
    });
  });

  test('a result that comes after its attempt was interrupted is kept as a payload alone', async () => {
    const { attempts } = await started(tables(), 'coh-1');
    await attempts.claim('coh-1-a', { executor: 'me', atMs: 2_010, startSkewMs: 10 });
    expect(await attempts.interrupt('coh-1-a', 'harness_crash', 3_000)).toBe(true);
    expect(await attempts.interrupt('coh-1-a', 'infrastructure', 4_000)).toBe(false);
    const returned = { executor: 'me', atMs: 5_000, result: aResult(), payload: aPayload };
    expect(await attempts.recordReturn('coh-1-a', returned)).toBe(false);

    expect(await attempts.read('coh-1-a')).toMatchObject({ status: 'interrupted', finishedAt: 3_000 });
    expect(await store().query('SELECT verdict, reason_code FROM attempts WHERE finished_at = 3000')).toEqual(
      [{ verdict: 'n_a', reason_code: 'harness_crash' }],
    );
    expect(await store().query('SELECT count(*) AS n FROM attempt_payloads')).toEqual([{ n: 1 }]);
  });

  test('an executor lives until its heartbeat expires, or it leaves', async () => {
    const { executors } = tables();
    await executors.beat('one', { atMs: 1_000, ttlMs });
    await executors.beat('two', { atMs: 1_000, ttlMs });
    await executors.beat('one', { atMs: 30_000, ttlMs });

    expect(await executors.living(1_000 + ttlMs)).toEqual(['one']);
    await executors.leave('one');
    expect(await executors.living(2_000)).toEqual(['two']);
  });

  test('events are kept in order, hostile words and all', async () => {
    const { events } = tables();
    const event = { at: 1, level: 'alert', source: 'worker\0', kind: 'odd \uD800' } as const;
    await events.add({ ...event, cohortId: 'coh', data: { text: 'a\0b', n: 1 } });
    await events.add({ ...event, attemptId: 'att' });

    expect(
      await store().query('SELECT source, kind, cohort_id, attempt_id, data_json FROM events ORDER BY id'),
    ).toEqual([
      {
        source: 'worker',
        kind: 'odd \uFFFD',
        cohort_id: 'coh',
        attempt_id: null,
        data_json: '{"text":"a\\u0000b","n":1}',
      },
      { source: 'worker', kind: 'odd \uFFFD', cohort_id: null, attempt_id: 'att', data_json: '{}' },
    ]);
  });

  evalTableContract(store, () => started(tables(), 'coh-1'));
}

const storedAgent = { id: 'a', name: 'Agent a', model: 'a-model', version: '1', enabled: true };

async function queued(tables: ArenaTables, id: string): Promise<ArenaTables> {
  await tables.agents.register([anAgent('a'), anAgent('b')], 1);
  await tables.cases.keep(aCase('case-1'), { corpusVersion: '1', atMs: 1 });
  await tables.cohorts.queue(aCohort(id));
  return tables;
}

async function started(tables: ArenaTables, id: string, atMs = 2_000): Promise<ArenaTables> {
  await queued(tables, id);
  await tables.lease.acquire('arena', 'leader', { atMs, ttlMs });
  const agents = await tables.agents.enabled();
  const attempts = agents.map((agent) => ({ id: `${id}-${agent.id}`, agent }));
  expect(await tables.cohorts.start(id, { owner: 'leader', atMs, attempts })).toBe(true);
  return tables;
}
