import { expect, test } from 'vitest';
import { submitRequestSchema } from '../../../src/arena/corpus/source-requests.js';
import type { StoredAttempt } from '../../../src/arena/tables/tables.js';
import { submissionBody } from '../../../src/arena/worker/submission-body.js';
import { agentResult } from '../../support/scripted-worker.js';

const { raw, ...result } = agentResult({ output: { size: 'medium' }, finalUrl: 'https://shop.example/done' });
const attempt: StoredAttempt = {
  ...{ id: 'att_1', cohortId: 'coh_1', caseId: 'case_1', caseVersion: 3, payloadSha256: 'c'.repeat(64) },
  agent: { id: 'alpha', name: 'Alpha', model: 'model-1', version: '7', enabled: true },
  scaffold: { id: 'arena-scaffold', version: 1, promptSha256: 'd'.repeat(64) },
  ...{ status: 'returned', executor: 'process-1', startedAt: 1_000, finishedAt: 12_042 },
  result,
  rawPayload: { sha256: 'e'.repeat(64), bytes: raw.bytes.length, isTruncated: false },
  outputSha256: 'f'.repeat(64),
};

test('says everything the contract asks for', () => {
  const body = submissionBody(attempt);

  expect(submitRequestSchema.safeParse(body).success).toBe(true);
  expect(body).toEqual({
    ...{ attempt_id: 'att_1', cohort_id: 'coh_1', case_id: 'case_1', case_version: 3 },
    agent: { id: 'alpha', version: '7', model: 'model-1' },
    payload_sha256: 'c'.repeat(64),
    submission: {
      ...{ status: 'completed', output: { size: 'medium' }, output_sha256: 'f'.repeat(64) },
      ...{ final_url: 'https://shop.example/done', latency_ms: 1_000, steps: 3 },
      ...{ started_at: '1970-01-01T00:00:01.000Z', finished_at: '1970-01-01T00:00:12.042Z' },
      usage: { input_tokens: 100, output_tokens: 20, total_tokens: 120, source: 'reported' },
      cost: { usd: 0.001, source: 'inferred', price_table: 'ref-2025-01' },
      raw_payload: { sha256: 'e'.repeat(64), bytes: 3, truncated: false },
    },
    prompt_scaffold: { id: 'arena-scaffold', version: 1, sha256: 'd'.repeat(64) },
  });
});

test('says null of what is not known', () => {
  const usage = {
    inputTokens: undefined,
    outputTokens: undefined,
    totalTokens: undefined,
    source: undefined,
  };
  const unknown = { steps: undefined, output: undefined, finalUrl: undefined, cost: undefined, usage };
  const body = submissionBody({ ...attempt, outputSha256: undefined, result: { ...result, ...unknown } });

  expect(body['submission']).toMatchObject({
    ...{ steps: null, output: null, output_sha256: null, final_url: null, cost: null },
    usage: { input_tokens: null, output_tokens: null, total_tokens: null, source: null },
  });
});

test('is refused for an attempt that has not returned', () => {
  expect(() => submissionBody({ ...attempt, result: undefined })).toThrow(RangeError);
});
