import { expect, test } from 'vitest';
import { fillTask } from '../../src/suite/fill-task.js';
import { firstMessages } from '../../src/suite/messages.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { openAssets } from '../../src/suite/assets.js';
import { replayAttempt } from '../../src/run/rescore-replay.js';
import { storedRequest } from '../../src/results/exchange-record.js';
import type { Json } from '../../src/lib/json.js';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { buildChatRequest } from '../../src/target/request.js';
import { sampleRun } from '../support/sample-run.js';
import { card, sumTask, temporaryFolder } from '../suite/temporary-suite.js';

async function sumRun(
  change: (request: Record<string, Json>) => Record<string, Json> = (request) => request,
) {
  const suite = await loadSuite(await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': sumTask }), {
    searchPath: [],
  });
  const task = fillTask(suite.tasks[0]!, 0, 'nx-a1b2c3d4');
  const asset = openAssets(suite);
  const messages = await firstMessages(task, asset);
  const sent = storedRequest(buildChatRequest({ model: 'm', messages, extra: { temperature: 0 } }));
  const [base] = sampleRun().records as [AttemptRecord];
  const [exchange] = base.exchanges;
  const request = change(JSON.parse(JSON.stringify(sent)) as Record<string, Json>);
  const record: AttemptRecord = {
    ...base,
    exchanges: [{ ...exchange!, outcome: { status: 'ok' }, request }],
  };
  return { record, task, options: { asset, userKeys: new Set(['temperature']) } };
}

const replayOf = async ({ record, task, options }: Awaited<ReturnType<typeof sumRun>>) =>
  replayAttempt(record, task, options);

test('an attempt is replayed whose requests are those that the suite sends', async () => {
  const replay = await replayOf(await sumRun());

  expect(replay.kind).toBe('same');
});

test.each<[string, (request: Record<string, Json>) => Record<string, Json>]>([
  ['other messages', (request) => ({ ...request, messages: [{ role: 'user', content: 'What?' }] })],
  ['other tools', (request) => ({ ...request, tools: [] })],
  ['another "top_p" in the request', (request) => ({ ...request, top_p: 1 })],
])('a request with %s is another prompt', async (what, change) => {
  expect(await replayOf(await sumRun(change))).toEqual({
    kind: 'changed',
    reason: `the prompt has changed: ${what}`,
  });
});

test('what the user put into every request is no part of the prompt', async () => {
  const run = await sumRun((request) => ({ ...request, temperature: 1 }));

  expect((await replayOf(run)).kind).toBe('same');
});

test('a secret that is masked in the recorded prompt does not make it another', async () => {
  const masked = await sumRun((request) => ({
    ...request,
    messages: [{ role: 'user', content: 'What is *** + 23? Last line ANSWER: number' }],
  }));
  expect((await replayOf(masked)).kind).toBe('same');
  const other = await sumRun((request) => ({
    ...request,
    messages: [{ role: 'user', content: 'What is *** + 24? Last line ANSWER: number' }],
  }));
  expect((await replayOf(other)).kind).toBe('changed');
});

test('an attempt that goes on where the task ends, or ends where it goes on, is of another task', async () => {
  const { record, ...run } = await sumRun();
  const longer = { ...record, exchanges: [...record.exchanges, ...record.exchanges] };
  expect(await replayOf({ ...run, record: longer })).toMatchObject({ kind: 'changed' });
  const task = { ...run.task, turns: [...run.task.turns, 'And then?'] };
  expect(await replayOf({ ...run, record, task })).toEqual({
    kind: 'changed',
    reason: 'the prompt has changed: the task goes on where it ended',
  });
});
