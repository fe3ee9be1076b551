import { canonicalJson } from '../../../src/lib/canonical-json.js';
import { sha256 } from '../../../src/lib/digest.js';
import type { AgentResult } from '../../../src/arena/agent/agent-result.js';
import type { ConfiguredAgent } from '../../../src/arena/config/configured-agent.js';
import type { EvalDetail } from '../../../src/arena/source/contract.js';
import type { FrozenCase } from '../../../src/arena/source/freeze-case.js';
import type { QueuedCohort } from '../../../src/arena/tables/tables.js';

/** What the arena's tables are given in tests. */

export function anAgent(id: string, changes: Partial<ConfiguredAgent> = {}): ConfiguredAgent {
  return {
    id,
    name: `Agent ${id}`,
    provider: undefined,
    url: 'http://127.0.0.1:1',
    model: `${id}-model`,
    version: '1',
    enabled: true,
    apiKeyEnv: undefined,
    price: undefined,
    notes: undefined,
    ...changes,
  };
}

export function aCase(caseId: string, task = 'Add the numbers.'): FrozenCase {
  const payload = {
    task,
    input_data: { left: 1, right: 2 },
    output_schema: { type: 'object' },
    entrypoint: { url: 'https://shop.example/start', method: 'GET' },
    timeout_policy: { hard_timeout_ms: 400_000, idle_timeout_ms: null },
  };
  const payloadSha256 = sha256(canonicalJson(payload));
  return {
    ...{ caseId, caseVersion: 1, domain: 'shop', host: 'shop.example', payload, payloadSha256 },
    hardTimeoutMs: 300_000,
  };
}

export function aCohort(id: string, queuedAt = 1_000): QueuedCohort {
  return {
    id,
    case: aCase('case-1'),
    scaffold: { id: 'arena-scaffold', version: 1, promptSha256: 'f'.repeat(64) },
    hostFilter: ['shop.example'],
    queuedAt,
    nextStartAt: queuedAt + 180_000,
    startFloorMs: 180_000,
  };
}

export function aResult(changes: Partial<AgentResult> = {}): Omit<AgentResult, 'raw'> {
  return {
    outcome: 'completed',
    latencyMs: 10_000,
    steps: 3,
    usage: { inputTokens: 900, outputTokens: 100, totalTokens: 1_000, source: 'reported' },
    cost: { usd: 0.005, source: 'inferred', priceTable: 'ref-2025-01' },
    finalUrl: 'https://shop.example/end',
    output: { sum: 3 },
    isOutputValid: true,
    isClean: true,
    errorCode: undefined,
    errorMessage: undefined,
    ...changes,
  };
}

export const aPayload = { sha256: 'a'.repeat(64), bytes: 12, isTruncated: false, path: 'aa/aaaa' };

export function anEval(evalId: string, attemptId: string, changes: Partial<EvalDetail> = {}): EvalDetail {
  return {
    eval_id: evalId,
    attempt_id: attemptId,
    state: 'completed',
    verdict: 'pass',
    score: 1,
    checkpoints: [
      {
        ...{ id: 'cp1', label: 'sum', kind: 'json_equals', required: true, status: 'pass', weight: 1 },
        ...{ expected: 3, actual: 3 },
      },
    ],
    evaluator: { name: 'tinyeval', version: '1' },
    ...changes,
  };
}
