import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { tallyOf } from '../rank/agent-tally.js';
import type { EvalDetail } from '../source/contract.js';
import { didChange, perhaps, recordset, run } from './statement.js';
import type { DecidedEval, EvalTable, OpenEval } from './tables.js';

const openSchema = z.array(
  z
    .object({
      eval_id: z.string(),
      attempt_id: z.string(),
      submitted_at: z.int(),
      polls: z.int(),
      next_poll_at: z.int(),
    })
    .transform((row): OpenEval => ({
      evalId: row.eval_id,
      attemptId: row.attempt_id,
      submittedAt: row.submitted_at,
      polls: row.polls,
      nextPollAt: row.next_poll_at,
    })),
);

const measuredSchema = z.array(
  z.object({
    latency_ms: z.number(),
    cost_usd: perhaps(z.number()),
    total_tokens: perhaps(z.number()),
    clean: z.boolean(),
  }),
);

export function evalTableOf(database: Database): EvalTable {
  return {
    recordSubmission: (attemptId, { evalId, state, atMs, nextPollAt }) =>
      didChange(database, submitting, [attemptId, evalId, state, atMs, nextPollAt]),
    open: async () => openSchema.parse(await run(database, openEvals)),
    recordPoll: async (evalId, state, nextPollAt) => {
      await run(
        database,
        'UPDATE evals SET polls = polls + 1, state = $2, next_poll_at = $3 WHERE eval_id = $1',
        [evalId, state, nextPollAt],
      );
    },
    recordVerdict: (attemptId, decided, atMs) => recordVerdict(database, { attemptId, decided, atMs }),
    giveUp: (attemptId, reason, atMs) => didChange(database, givingUp, [attemptId, reason, atMs]),
    quarantine: (...[attemptId, detail, what, atMs]) =>
      didChange(database, quarantining, [attemptId, detail.state, what, atMs, JSON.stringify(detail)]),
  };
}

/** What was measured stands still once an attempt has returned, so it may be read before the one statement that decides. */
async function recordVerdict(
  database: Database,
  { attemptId, decided, atMs }: { attemptId: string; decided: DecidedEval; atMs: number },
): Promise<boolean> {
  const { detail, verdict, reasonCode } = decided;
  const rows = await run(
    database,
    `SELECT latency_ms, cost_usd, total_tokens, clean FROM attempts WHERE id = $1 AND status = 'submitted'`,
    [attemptId],
  );
  const [measured] = measuredSchema.parse(rows);
  if (measured === undefined) return false;
  const { speed, cost, tokens } = tallyOf({
    verdict,
    latencyMs: measured.latency_ms,
    costUsd: measured.cost_usd,
    tokens: measured.total_tokens,
    clean: measured.clean,
  });
  const utilities = verdict === 'pass' ? [speed, cost, tokens] : [null, null, null];
  return await didChange(database, deciding, [
    ...[attemptId, verdict, reasonCode ?? null, ...utilities],
    ...[detail.state, detail.score ?? null, atMs, JSON.stringify(detail), checkpointsOf(detail)],
    ...[detail.evaluator?.name, detail.evaluator?.version, detail.evaluator?.ruleset_sha256].map(
      (word) => word ?? null,
    ),
  ]);
}

function checkpointsOf({ checkpoints }: EvalDetail): string {
  return recordset(
    checkpoints.map(({ id, label, kind, required, status, weight, expected, actual, message }, idx) => ({
      ...{ idx, id, label, kind, required, status, weight, message: message ?? null },
      expected: expected === undefined ? null : JSON.stringify(expected),
      actual: actual === undefined ? null : JSON.stringify(actual),
    })),
  );
}

/** The attempt's row is locked first, so that nobody gives it up meanwhile; an eval_id of another attempt changes nothing. */
const submitting = `
WITH entry AS (
  INSERT INTO evals (eval_id, attempt_id, state, submitted_at, next_poll_at)
  SELECT $2, id, $3, $4::bigint, $5::bigint FROM attempts WHERE id = $1 AND status = 'returned' FOR UPDATE
  ON CONFLICT DO NOTHING
  RETURNING attempt_id
)
UPDATE attempts SET status = 'submitted' WHERE id IN (SELECT attempt_id FROM entry) AND status = 'returned'
RETURNING id`;

const openEvals = `
SELECT evals.eval_id, evals.attempt_id, evals.submitted_at, evals.polls, coalesce(evals.next_poll_at, evals.submitted_at) AS next_poll_at
FROM attempts JOIN evals ON evals.attempt_id = attempts.id
WHERE attempts.status = 'submitted'
ORDER BY next_poll_at, evals.eval_id`;

const deciding = `
WITH decided AS (
  UPDATE attempts SET
    status = 'evaluated', verdict = $2, reason_code = $3,
    speed_utility = $4, cost_utility = $5, tokens_utility = $6
  WHERE id = $1 AND status = 'submitted'
  RETURNING id
), judged AS (
  UPDATE evals SET
    state = $7, verdict = $2, score = $8, reason_code = $3, completed_at = $9, next_poll_at = NULL, raw_json = $10,
    evaluator = $12, evaluator_version = $13, ruleset_sha256 = $14
  WHERE attempt_id IN (SELECT id FROM decided)
  RETURNING eval_id
), marks AS (
  INSERT INTO eval_checkpoints (
    eval_id, idx, checkpoint_id, label, kind, required, status, weight, expected_json, actual_json, message
  )
  SELECT judged.eval_id, mark.* FROM judged, json_to_recordset($11::json) AS mark (
    idx integer, id text, label text, kind text, required boolean, status text, weight double precision,
    expected text, actual text, message text
  )
)
SELECT id FROM decided`;

const givingUp = `
WITH given_up AS (
  UPDATE attempts SET
    status = 'evaluated', verdict = 'n_a', reason_code = $2, finished_at = coalesce(finished_at, $3::bigint)
  WHERE id = $1 AND status IN ('returned', 'submitted')
  RETURNING id
), closed AS (
  UPDATE evals SET verdict = 'n_a', reason_code = $2, completed_at = $3::bigint, next_poll_at = NULL
  WHERE attempt_id IN (SELECT id FROM given_up)
)
SELECT id FROM given_up`;

const quarantining = `
WITH unknown AS (
  UPDATE attempts SET status = 'eval_unknown', reason_code = $3 WHERE id = $1 AND status = 'submitted' RETURNING id
), kept AS (
  UPDATE evals SET state = $2, completed_at = $4, next_poll_at = NULL, raw_json = $5
  WHERE attempt_id IN (SELECT id FROM unknown)
)
SELECT id FROM unknown`;
