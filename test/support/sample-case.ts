import type { AgentTask } from '../../src/arena/agent/agent-result.js';
import type { ConfiguredAgent } from '../../src/arena/config/configured-agent.js';
import type { FrozenCase } from '../../src/arena/source/freeze-case.js';

/** A case that asks for `{ "total": <number> }`. */
export function sampleCase(hardTimeoutMs = 60_000): FrozenCase {
  return {
    caseId: 'shop-total',
    caseVersion: 1,
    domain: 'shop.example',
    host: 'shop.example',
    payload: {
      task: 'Put two lamps into the cart and tell the total.',
      input_data: { lamp: 'brass' },
      output_schema: { type: 'object', required: ['total'], properties: { total: { type: 'number' } } },
      entrypoint: { url: 'https://shop.example/', method: 'GET' },
      timeout_policy: { hard_timeout_ms: hardTimeoutMs, idle_timeout_ms: null },
    },
    payloadSha256: 'a'.repeat(64),
    hardTimeoutMs,
  };
}

export function sampleAgent(url: string, more: Partial<ConfiguredAgent> = {}): ConfiguredAgent {
  return {
    id: 'ada',
    name: 'Ada',
    provider: undefined,
    url,
    model: 'ada-1',
    version: '1',
    enabled: true,
    apiKeyEnv: undefined,
    price: undefined,
    notes: undefined,
    ...more,
  };
}

export function sampleTask(agent: ConfiguredAgent, hardTimeoutMs?: number): AgentTask {
  return { attemptId: 'att_1', agent, case: sampleCase(hardTimeoutMs) };
}
