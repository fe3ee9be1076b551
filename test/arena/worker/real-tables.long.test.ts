import { expect, test } from 'vitest';
import { arenaTablesOf } from '../../../src/arena/tables/arena-tables.js';
import { openTestStore } from '../../support/arena-store.js';
import { scriptedCaseSource, scriptedCorpus } from '../../support/scripted-case-source.js';
import { ScriptedClock } from '../../support/scripted-clock.js';
import { agentResult, configuredAgent, ScriptedWorker, type World } from '../../support/scripted-worker.js';

test('the worker runs on the real tables, dies now and then, and leaves nothing open', async () => {
  await using database = await openTestStore();
  const clock = new ScriptedClock();
  const tables = arenaTablesOf(database);
  const place = { corpus: scriptedCorpus(3), clock: clock.process(), delayMs: 3_000 };
  const { port: source, bodies } = scriptedCaseSource(place);
  const world: World = {
    ...{ clock, tables, source },
    agents: ['alpha', 'beta', 'gamma'].map((id) => configuredAgent(id)),
    runAgent:
      (of) =>
      async ({ agent, case: { caseId } }, signal) => {
        await of.sleep(10_000 * agent.id.length, signal);
        return agentResult({ output: { size: agent.id === 'beta' ? 'wrong' : caseId } });
      },
  };
  // Each process dies at another of its calls; the last is left in peace.
  for (const last of [40, 150, 260, 310, 370]) {
    const worker = new ScriptedWorker(world, ({ number }) => (number === last ? 'after' : undefined));
    await worker.settle();
    while (!worker.isDead()) {
      clock.advance();
      await worker.settle();
    }
  }
  const worker = new ScriptedWorker(world);
  const openNow = async () => {
    await worker.settle();
    const rows = await database.query(
      `SELECT count(*) AS open FROM cohorts WHERE state IN ('running', 'draining')`,
    );
    const done = await database.query(`SELECT count(*) AS done FROM cohorts WHERE state = 'done'`);
    return Number(done[0]?.['done']) < 6 || Number(rows[0]?.['open']) > 0;
  };
  while (await openNow()) clock.advance();
  worker.stop();
  await worker.settle();

  expect(await worker.ended).toBeUndefined();
  const attempts = await database.query('SELECT id, status, verdict, output_sha256 FROM attempts');
  expect(new Set(attempts.map(({ status }) => status))).toEqual(new Set(['evaluated', 'interrupted']));
  expect(attempts.every(({ verdict }) => verdict !== null)).toBe(true);
  expect([...bodies.values()].every((seen) => seen.size === 1)).toBe(true);
  const evaluated = attempts.filter(({ status }) => status === 'evaluated').map(({ id }) => id);
  expect(new Set(bodies.keys())).toEqual(new Set(evaluated));
  const starts = await database.query(
    'SELECT started_at FROM cohorts WHERE started_at IS NOT NULL ORDER BY 1',
  );
  const gaps = starts
    .slice(1)
    .map((row, index) => Number(row['started_at']) - Number(starts[index]?.['started_at']));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(180_000);
});
