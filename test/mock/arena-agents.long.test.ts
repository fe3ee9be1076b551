import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openAgentRunner } from '../../src/arena/agent/run-agent.js';
import { knownAnswers } from '../../src/arena/corpus/known-answers.js';
import { loadCorpus } from '../../src/arena/corpus/load-corpus.js';
import { payloadOf } from '../../src/arena/corpus/payload-of.js';
import { payloadSchema } from '../../src/arena/source/contract.js';
import { difference } from '../../src/graders/same-json.js';
import { realClock } from '../../src/lib/real-clock.js';
import { arenaPersonas, startArenaAgent } from '../../src/mock/arena-agents.js';
import { sampleAgent, sampleCase } from '../support/sample-case.js';

const corpus = await loadCorpus(fileURLToPath(new URL('../../suites/arena-demo', import.meta.url)));
const answerTo = knownAnswers(corpus);
const never = new AbortController().signal;

/** Two dozen attempts at the demo's cases; how many were right, and how many ended how. */
async function played(persona: string) {
  await using server = await startArenaAgent({ persona, seed: 'test', answerTo });
  const agent = sampleAgent(server.url, { id: persona });
  await using runner = await openAgentRunner([agent], { clock: realClock, env: {} });
  const cases = Array.from({ length: 24 }, (_, index) => {
    const one = corpus.cases[index % corpus.cases.length];
    if (one === undefined) throw new Error('no cases');
    const payload = payloadSchema.parse(payloadOf(one));
    return { one, frozen: { ...sampleCase(), caseId: one.id, payload } };
  });
  const results = await Promise.all(
    cases.map(async ({ one, frozen }) => {
      const result = await runner.run({ attemptId: one.id, agent, case: frozen }, never);
      const right = answerTo(JSON.stringify({ task: one.task, input_data: one.inputData }));
      const isRight =
        result.output !== undefined && difference(result.output, right?.output ?? null) === undefined;
      return { ...result, isRight };
    }),
  );
  const share = (count: number) => count / results.length;
  return {
    right: share(results.filter(({ isRight }) => isRight).length),
    failed: share(results.filter(({ outcome }) => outcome === 'agent_error').length),
    tokens: results.reduce((sum, { usage }) => sum + (usage.totalTokens ?? 0), 0) / results.length,
    latencyMs: results.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / results.length,
  };
}

test('each agent plays as its persona says', async () => {
  const names = Object.keys(arenaPersonas);
  const [steady, hasty, thorough, flaky] = await Promise.all(names.map(played));

  expect(names).toEqual(['steady', 'hasty', 'thorough', 'flaky']);
  expect(steady?.right).toBeGreaterThan(0.85);
  expect(hasty?.right).toBeGreaterThan(0.4);
  expect(hasty?.right).toBeLessThan(0.9);
  expect(thorough?.right).toBe(1);
  expect(thorough?.tokens).toBeGreaterThan(5 * (steady?.tokens ?? Infinity));
  expect(hasty?.latencyMs).toBeLessThan(thorough?.latencyMs ?? 0);
  expect(flaky?.failed).toBeGreaterThan(0.1);
  expect((flaky?.right ?? 0) + (flaky?.failed ?? 0)).toBe(1);
});

test('an unknown persona is told, with those there are', async () => {
  await expect(startArenaAgent({ persona: 'lazy', seed: 's', answerTo })).rejects.toThrow(
    /no arena agent "lazy"/,
  );
});
