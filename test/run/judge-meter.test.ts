import { expect, test } from 'vitest';
import { openJudge } from '../../src/judge/open-judge.js';
import type { Json } from '../../src/lib/json.js';
import { startJudge } from '../../src/mock/judge.js';
import type { Journal } from '../../src/run/journal.js';
import { meterJudge } from '../../src/run/judge-meter.js';
import { judgeCase } from '../support/judge-case.js';

function journalOf(lines: Json[]): Journal {
  return {
    append: (line) => Promise.resolve(void lines.push(line)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

test('what no verdict tells gets lines of its own: before the first attempt, and what was cut short', async () => {
  await using server = await startJudge({ persona: 'slow' });
  await using judge = openJudge({ url: server.url, model: 'm', price: { promptUsd: 1, completionUsd: 1 } });
  const lines: Json[] = [];
  await judge.problem();

  const metered = await meterJudge(judge, journalOf(lines));
  expect(lines).toMatchObject([{ schema: 'janus-bench/judge-use', use: { calls: 1 } }]);

  const verdict = await metered.judge.judge(judgeCase());
  expect(verdict.use?.calls).toBe(2);
  const stop = new AbortController();
  const cutShort = metered.judge.judge(judgeCase({ candidate: 'On Friday it is shut, sorry.' }), stop.signal);
  await expect.poll(() => judge.usage().calls).toBe(5);
  stop.abort(new Error('stopped'));
  await expect(cutShort).rejects.toThrow('stopped');
  await metered.settle();

  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatchObject({ use: { calls: 2, promptTokens: 0, costUsd: 0 } });
});

test('a judge that was not asked leaves no line', async () => {
  await using judge = openJudge({ url: 'http://127.0.0.1:9', model: 'm' });
  const lines: Json[] = [];
  await (await meterJudge(judge, journalOf(lines))).settle();
  expect(lines).toEqual([]);
});
