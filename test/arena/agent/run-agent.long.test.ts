import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAgentRunner, type AgentRunner } from '../../../src/arena/agent/run-agent.js';
import { realClock } from '../../../src/lib/real-clock.js';
import { closedPort, startBadServer } from '../../support/bad-server.js';
import { answered, honestAgent, hostileAgents, says } from '../../support/hostile-agents.js';
import { sampleAgent, sampleTask } from '../../support/sample-case.js';

const never = new AbortController().signal;

function openRunner(env: NodeJS.ProcessEnv = {}): Promise<AgentRunner> {
  return openAgentRunner([], { clock: realClock, env });
}

describe('an agent that does what it likes', () => {
  let runner: AgentRunner;
  beforeAll(async () => {
    runner = await openRunner();
  });
  afterAll(() => runner[Symbol.asyncDispose]());

  test.each(hostileAgents)(
    '$about: $outcome, and the next agent is served as ever',
    async (hostile) => {
      // Only those that are to reach it have a short one: a flood takes its time on a busy machine.
      const hardTimeoutMs = hostile.outcome === 'timeout' ? 1_000 : 60_000;
      await using bad = await startBadServer(hostile.behave);
      await using good = await startBadServer(honestAgent);
      const [result, other] = await Promise.all([
        runner.run(sampleTask(sampleAgent(bad.url, { id: hostile.about }), hardTimeoutMs), never),
        runner.run(sampleTask(sampleAgent(good.url, { id: `beside ${hostile.about}` })), never),
      ]);

      expect(result).toMatchObject({ outcome: hostile.outcome, errorCode: hostile.code, isClean: false });
      expect(result.isOutputValid).toBe(false);
      expect(result.latencyMs).toBeLessThanOrEqual(hardTimeoutMs);
      expect(result.raw.bytes.byteLength).toBeLessThanOrEqual(8 * 2 ** 20);
      expect((result.errorMessage ?? '').length).toBeLessThanOrEqual(500);
      expect(other).toMatchObject({ outcome: 'completed', isOutputValid: true });
    },
    90_000,
  );
});

test('an honest agent: answer, tokens, cost and what it sent', async () => {
  await using server = await startBadServer(honestAgent);
  await using runner = await openRunner();
  const result = await runner.run(sampleTask(sampleAgent(server.url)), never);

  expect(result).toMatchObject({
    outcome: 'completed',
    steps: 3,
    usage: { inputTokens: 4_000, outputTokens: 300, totalTokens: 4_300, source: 'reported' },
    cost: { source: 'inferred', priceTable: 'janus-composite@1.0.0' },
    finalUrl: 'https://shop.example/cart',
    output: { total: 40 },
    isOutputValid: true,
    isClean: true,
    errorCode: undefined,
  });
  expect(result.cost?.usd).toBeCloseTo((4_000 * 0.3 + 300 * 1.2) / 1e6, 12);
  expect(Buffer.from(result.raw.bytes).toString()).toContain('data: [DONE]');
  expect(server.requests[0]?.headers['traceparent']).toMatch(/^00-/);
  expect(JSON.parse(server.requests[0]?.body ?? '')).toMatchObject({
    model: 'ada-1',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'system' }, { role: 'user' }],
  });
});

test('reporting fewer tokens than went over the wire gains nothing, and reporting none is none', async () => {
  const reply = '{"output": {"total": 40}}';
  await using liar = await startBadServer(says(answered(reply, { prompt: 1, completion: 1 })));
  await using silent = await startBadServer(says(answered(reply)));
  await using runner = await openRunner();
  const lied = await runner.run(sampleTask(sampleAgent(liar.url, { id: 'liar' })), never);
  const hid = await runner.run(sampleTask(sampleAgent(silent.url, { id: 'silent' })), never);

  expect(lied.usage.source).toBe('counted');
  expect(lied.usage.inputTokens).toBeGreaterThan(100);
  expect(lied.usage.outputTokens).toBeGreaterThan(5);
  expect(hid.usage.totalTokens).toBeUndefined();
  expect(hid.cost).toBeUndefined();
});

test('a timeout keeps what had come, and is no answer', async () => {
  await using slow = await startBadServer((socket) => {
    socket.write(answered('{"output": {"total": 40}}').slice(0, -40));
  });
  await using runner = await openRunner();
  const result = await runner.run(sampleTask(sampleAgent(slow.url), 400), never);

  expect(result).toMatchObject({ outcome: 'timeout', latencyMs: 400, output: undefined });
  expect(Buffer.from(result.raw.bytes).toString()).toContain('total');
});

test('a port where nobody listens, and a name that nobody has, are the agent’s', async () => {
  await using runner = await openRunner();
  const port = await closedPort();
  for (const url of [`http://127.0.0.1:${port}`, 'http://nobody.invalid'])
    expect(await runner.run(sampleTask(sampleAgent(url, { id: url })), never)).toMatchObject({
      outcome: 'agent_error',
      errorCode: 'connect_refused',
    });
});

test('a key that is named but not set is ours, and nothing is sent', async () => {
  await using server = await startBadServer(honestAgent);
  await using runner = await openRunner();
  const agent = sampleAgent(server.url, { apiKeyEnv: 'ADA_KEY' });

  await expect(runner.run(sampleTask(agent), never)).rejects.toMatchObject({
    name: 'AgentUnavailable',
    reason: 'infrastructure',
  });
  expect(server.requests).toHaveLength(0);
});

test('a key that the agent sends back stands nowhere', async () => {
  const key = 'sk-very-secret-1234';
  await using server = await startBadServer((socket, { headers }) => {
    const echoed = headers['authorization'] ?? '';
    socket.write(answered(JSON.stringify({ output: { total: 40, echoed } })));
  });
  await using refusing = await startBadServer((socket, { headers }) => {
    const body = `wrong key: ${headers['authorization'] ?? ''}`;
    socket.write(`HTTP/1.1 403 No\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
  await using runner = await openRunner({ ADA_KEY: key });
  const told = await runner.run(sampleTask(sampleAgent(server.url, { apiKeyEnv: 'ADA_KEY' })), never);
  const refused = await runner.run(
    sampleTask(sampleAgent(refusing.url, { id: 'eve', apiKeyEnv: 'ADA_KEY' })),
    never,
  );

  expect(told).toMatchObject({ outcome: 'completed', raw: { isRedacted: true } });
  expect(refused).toMatchObject({ outcome: 'agent_error', errorCode: 'http_403', raw: { isRedacted: true } });
  for (const { raw, ...rest } of [told, refused]) {
    expect(JSON.stringify(rest)).not.toContain(key);
    expect(Buffer.from(raw.bytes).toString()).not.toContain(key);
  }
});

test('when we stop, it stops with our reason', async () => {
  await using silent = await startBadServer(() => undefined);
  await using runner = await openRunner();
  const stop = new AbortController();
  const running = runner.run(sampleTask(sampleAgent(silent.url)), stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 100);

  await expect(running).rejects.toThrow('enough');
});

test('a schema that cannot be used is not the agent’s fault', async () => {
  await using server = await startBadServer(honestAgent);
  await using runner = await openRunner();
  const task = sampleTask(sampleAgent(server.url));
  const broken = { ...task.case.payload, output_schema: { type: 'objekt' } };
  const result = await runner.run({ ...task, case: { ...task.case, payload: broken } }, never);

  expect(result).toMatchObject({ outcome: 'completed', isClean: true, errorCode: 'schema_unusable' });
});

test('the probe says what is wrong, and a model list will do for health', async () => {
  const page = (path: string, body: string) =>
    startBadServer((socket, request) => {
      const status = request.path === path ? 200 : 404;
      socket.write(`HTTP/1.1 ${status} Said\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
  await using healthy = await page('/health', '{}');
  await using listed = await page('/v1/models', '{}');
  await using lost = await page('/', '');
  const agents = [
    sampleAgent(healthy.url, { id: 'healthy' }),
    sampleAgent(listed.url, { id: 'listed' }),
    sampleAgent(lost.url, { id: 'lost' }),
    sampleAgent(lost.url, { id: 'keyless', apiKeyEnv: 'NO_SUCH_KEY' }),
  ];
  await using runner = await openAgentRunner(agents, { clock: realClock, env: {} });
  const probes = await Promise.all([...agents, { id: 'nobody' }].map(({ id }) => runner.probe(id, never)));

  expect(probes).toEqual([
    undefined,
    undefined,
    '/health: HTTP 404, /v1/models: HTTP 404',
    'the key of keyless is not set: NO_SUCH_KEY',
    'it is not configured here',
  ]);
});

test('of many agents only some stay connected, and the others are asked as well', async () => {
  await using server = await startBadServer(honestAgent);
  const agents = Array.from({ length: 36 }, (_, index) => sampleAgent(server.url, { id: `agent-${index}` }));
  await using runner = await openAgentRunner(agents, { clock: realClock, env: {} });
  for (const { id } of agents) await runner.probe(id, never);
  const results = await Promise.all(agents.map((agent) => runner.run(sampleTask(agent), never)));

  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['completed']));
  expect(server.openConnections()).toBeLessThanOrEqual(32);
});
