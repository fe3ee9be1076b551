import { expect, test } from 'vitest';
import { tallyOf } from '../../../src/arena/rank/agent-tally.js';
import type { ArenaTables } from '../../../src/arena/tables/tables.js';
import type { Database } from '../../../src/store/database.js';
import { anEval, aPayload, aResult } from './arena-records.js';

/** What the table of evaluations promises. `started` gives a running cohort `coh-1` with attempts `coh-1-a` and `coh-1-b`. */
export function evalTableContract(store: () => Database, started: () => Promise<ArenaTables>): void {
  const returned = async () => {
    const tables = await started();
    for (const id of ['coh-1-a', 'coh-1-b']) {
      await tables.attempts.claim(id, { executor: 'me', atMs: 2_010, startSkewMs: 10 });
      await tables.attempts.recordReturn(id, {
        ...{ executor: 'me', atMs: 12_010, result: aResult(), payload: aPayload },
      });
    }
    return tables;
  };
  const submitted = async () => {
    const tables = await returned();
    const submission = { evalId: 'ev-1', state: 'queued', atMs: 12_020, nextPollAt: 13_000 };
    expect(await tables.evals.recordSubmission('coh-1-a', submission)).toBe(true);
    return tables;
  };
  const rowOf = async (columns: string) =>
    (await store().query(`SELECT ${columns} FROM attempts WHERE id = 'coh-1-a'`))[0];

  test('a submission is recorded once, and its evaluation is open until it is decided', async () => {
    const { evals, attempts } = await submitted();
    const again = { evalId: 'ev-2', state: 'queued', atMs: 12_030, nextPollAt: 13_000 };
    expect(await evals.recordSubmission('coh-1-a', again)).toBe(false);
    await evals.recordPoll('ev-1', 'running', 15_000);

    expect((await attempts.read('coh-1-a'))?.status).toBe('submitted');
    expect(await evals.open()).toEqual([
      { evalId: 'ev-1', attemptId: 'coh-1-a', submittedAt: 12_020, polls: 1, nextPollAt: 15_000 },
    ]);
  });

  test('an evaluation id of another attempt changes nothing', async () => {
    const { evals, attempts } = await submitted();
    const same = { evalId: 'ev-1', state: 'queued', atMs: 12_030, nextPollAt: 13_000 };

    expect(await evals.recordSubmission('coh-1-b', same)).toBe(false);
    expect((await attempts.read('coh-1-b'))?.status).toBe('returned');
  });

  test('of many that record a verdict one does, with its checkpoints and the utilities of the profile', async () => {
    const { evals } = await submitted();
    const verdicts = await Promise.all(
      Array.from({ length: 10 }, () =>
        evals.recordVerdict(
          'coh-1-a',
          { detail: anEval('ev-1', 'coh-1-a'), verdict: 'pass', reasonCode: undefined },
          14_000,
        ),
      ),
    );

    expect(verdicts.filter(Boolean)).toHaveLength(1);
    expect(await evals.open()).toEqual([]);
    const { speed, cost, tokens } = tallyOf({
      verdict: 'pass',
      latencyMs: 10_000,
      costUsd: 0.005,
      tokens: 1_000,
      clean: true,
    });
    expect(
      await rowOf('status, verdict, speed_utility AS speed, cost_utility AS cost, tokens_utility AS tokens'),
    ).toEqual({
      ...{ status: 'evaluated', verdict: 'pass', speed, cost, tokens },
    });
    expect(
      await store().query('SELECT idx, checkpoint_id, status, expected_json FROM eval_checkpoints'),
    ).toEqual([{ idx: 0, checkpoint_id: 'cp1', status: 'pass', expected_json: '3' }]);
  });

  test('a fail earns no utilities, and hostile checkpoints are stored', async () => {
    const { evals } = await submitted();
    const [checkpoint] = anEval('ev-1', 'coh-1-a').checkpoints;
    const hostile = {
      ...checkpoint!,
      id: 'a\0b',
      message: 'half \uD83D',
      expected: { '\0': '\uDC00' },
      actual: `'"`,
    };
    const detail = anEval('ev-1', 'coh-1-a', { verdict: 'fail', checkpoints: [hostile, checkpoint!] });

    expect(
      await evals.recordVerdict(
        'coh-1-a',
        { detail, verdict: 'fail', reasonCode: 'checkpoint_failed' },
        14_000,
      ),
    ).toBe(true);
    expect(await rowOf('verdict, reason_code, speed_utility')).toEqual({
      ...{ verdict: 'fail', reason_code: 'checkpoint_failed', speed_utility: null },
    });
    expect(await store().query('SELECT checkpoint_id, message FROM eval_checkpoints ORDER BY idx')).toEqual([
      { checkpoint_id: 'ab', message: 'half \uFFFD' },
      { checkpoint_id: 'cp1', message: null },
    ]);
  });

  test('what no evaluation will ever come for is given up once, and stays given up', async () => {
    const { evals } = await submitted();
    expect(await evals.giveUp('coh-1-b', 'contract_error', 14_000)).toBe(true);
    const decided = { detail: anEval('ev-1', 'coh-1-a'), verdict: 'pass', reasonCode: undefined } as const;
    const both = await Promise.all([
      evals.giveUp('coh-1-a', 'eval_not_found', 14_000),
      evals.recordVerdict('coh-1-a', decided, 14_000),
    ]);

    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await evals.giveUp('coh-1-a', 'evaluator_error', 15_000)).toBe(false);
    expect(await evals.open()).toEqual([]);
    expect(await store().query(`SELECT verdict, reason_code FROM attempts WHERE id = 'coh-1-b'`)).toEqual([
      { verdict: 'n_a', reason_code: 'contract_error' },
    ]);
  });

  test('an unknown word is quarantined: kept, and not scored', async () => {
    const { evals } = await submitted();
    const detail = anEval('ev-1', 'coh-1-a', { verdict: 'maybe' });

    expect(await evals.quarantine('coh-1-a', detail, 'verdict maybe', 14_000)).toBe(true);
    expect(await evals.quarantine('coh-1-a', detail, 'verdict maybe', 14_000)).toBe(false);
    expect(await rowOf('status, verdict, reason_code')).toEqual({
      ...{ status: 'eval_unknown', verdict: null, reason_code: 'verdict maybe' },
    });
    expect(await store().query('SELECT raw_json FROM evals')).toEqual([{ raw_json: JSON.stringify(detail) }]);
  });
}
