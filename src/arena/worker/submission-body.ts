import { isoOf } from '../../lib/iso-time.js';
import type { JsonObject } from '../../lib/json.js';
import type { StoredAttempt } from '../tables/tables.js';

/**
 * What the case source is sent for an attempt: from its row alone, so that it is the same to the byte however often and
 * by whichever process it is sent. Unknown quantities are null. Throws RangeError for an attempt that has not returned.
 */
export function submissionBody(attempt: StoredAttempt): JsonObject {
  const { id, cohortId, agent, caseId, caseVersion, payloadSha256, scaffold } = attempt;
  return {
    attempt_id: id,
    cohort_id: cohortId,
    agent: { id: agent.id, version: agent.version, model: agent.model },
    case_id: caseId,
    case_version: caseVersion,
    payload_sha256: payloadSha256,
    submission: submission(attempt),
    prompt_scaffold: { id: scaffold.id, version: scaffold.version, sha256: scaffold.promptSha256 },
  };
}

function submission({ id, result, rawPayload, outputSha256, ...times }: StoredAttempt): JsonObject {
  if (result === undefined)
    throw new RangeError(`attempt ${id} has not returned: there is nothing to submit`);
  const { usage, cost } = result;
  return {
    status: result.outcome,
    output: result.output ?? null,
    output_sha256: outputSha256 ?? null,
    final_url: result.finalUrl ?? null,
    started_at: isoOf(times.startedAt),
    finished_at: isoOf(times.finishedAt),
    latency_ms: result.latencyMs,
    steps: result.steps ?? null,
    usage: {
      input_tokens: usage.inputTokens ?? null,
      output_tokens: usage.outputTokens ?? null,
      total_tokens: usage.totalTokens ?? null,
      source: usage.source ?? null,
    },
    cost: cost === undefined ? null : { usd: cost.usd, source: cost.source, price_table: cost.priceTable },
    raw_payload:
      rawPayload === undefined
        ? null
        : { sha256: rawPayload.sha256, bytes: rawPayload.bytes, truncated: rawPayload.isTruncated },
  };
}
