import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import { gradeAnswer } from '../../src/graders/grade-answer.js';
import { groupBy } from '../../src/lib/group-by.js';
import { conversationOf } from '../../src/mock/conversation.js';
import { openOracleBook } from '../../src/mock/oracle-book.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { answerFromSample } from '../../src/suite/sample-answer.js';
import type { FilledTask, Sample, Suite } from '../../src/suite/task.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks();
});
afterAll(() => bounded[Symbol.asyncDispose]());

/** What a miner that does not look is worth: nothing, even one that knows every answer of the suite. */
describe.each(['public/smoke', 'public/dev', 'public/train'])('the pictures of %s', (name) => {
  let suite: Suite;
  let pairs: ReadonlyMap<string, readonly FilledTask[]>;
  beforeAll(async () => {
    suite = await loadSuite(name);
    const pictured = suite.tasks.filter(({ images }) => images.length > 0);
    const rows = pictured.flatMap((task) =>
      task.variants.map((_, row) => fillTask(task, row, 'nx-00000000')),
    );
    pairs = groupBy(rows, ({ pair, id }) => pair ?? `no pair: ${id}`);
  });

  test('come in pairs, and the words of a pair give nothing away', () => {
    expect(pairs.size).toBeGreaterThan(0);
    for (const [pair, rows] of pairs) {
      expect([pair, new Set(rows.map(({ id }) => id)).size]).toEqual([pair, 2]);
      expect([pair, new Set(rows.map(({ system, turns }) => JSON.stringify([system, turns]))).size]).toEqual([
        pair,
        1,
      ]);
    }
  });

  test('earn nothing for the best answer that is given without looking', async () => {
    for (const [pair, rows] of pairs) {
      const blind = rows.flatMap(({ oracle }) => oracle.slice(0, 1));
      const earned = await Promise.all(blind.map((sample) => pairQuality(sample, rows)));
      expect([pair, Math.max(...earned)]).toEqual([pair, 0]);
    }
  });

  test('are what the oracle goes by: without them it knows no answer', async () => {
    const book = await openOracleBook({ suites: [suite], seed: 's', accuracy: 1 });
    for (const { turns } of [...pairs.values()].flat()) {
      const asked = conversationOf({ model: 'm', messages: [{ role: 'user', content: turns[0] ?? '' }] });
      expect(book.next(asked)).toBeUndefined();
    }
  });
});

/** The smaller of what both tasks earn on average over their rows, 0 to 1. */
async function pairQuality(sample: Sample, rows: readonly FilledTask[]): Promise<number> {
  const means = [...groupBy(rows, ({ id }) => id).values()].map(async (twin) => {
    const qualities = await Promise.all(twin.map((task) => qualityOf(sample, task)));
    return qualities.reduce((sum, quality) => sum + quality, 0) / qualities.length;
  });
  return Math.min(...(await Promise.all(means)));
}

async function qualityOf(sample: Sample, task: FilledTask): Promise<number> {
  const answer = answerFromSample(sample, task);
  const { quality } = await gradeAnswer({ answer, graders: task.graders, services: { bounded } });
  return quality;
}
