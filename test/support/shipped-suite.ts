import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import type { GraderServices } from '../../src/graders/define-grader.js';
import { gradeAnswer } from '../../src/graders/grade-answer.js';
import { openPictureReader } from '../../src/graders/pictures/open-picture-reader.js';
import { openJudge } from '../../src/judge/open-judge.js';
import { startJudge } from '../../src/mock/judge.js';
import { openOracleBook } from '../../src/mock/oracle-book.js';
import type { OracleBook } from '../../src/mock/oracle-book.js';
import { profiles } from '../../src/mock/profiles.js';
import type { Profile } from '../../src/mock/profiles.js';
import { openSandbox } from '../../src/sandbox/open-sandbox.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import type { Suite, Task } from '../../src/suite/task.js';
import { drawNonce, pickVariant } from '../../src/suite/variant.js';
import { converse } from './converse.js';
import type { Answerer } from './converse.js';

/** The embedded miner against every grader of a shipped suite, without a network but for the judge. */
export function testShippedSuite(name: string): void {
  describe(name, () => {
    let services: GraderServices;
    const opened: AsyncDisposable[] = [];

    function own<T extends AsyncDisposable>(thing: T): T {
      opened.push(thing);
      return thing;
    }

    beforeAll(async () => {
      const server = own(await startJudge());
      const judge = own(openJudge({ url: server.url, model: 'embedded-fair', seed: 's' }));
      services = {
        judge,
        bounded: own(await openBoundedChecks()),
        pictures: own(openPictureReader()),
        sandbox: own(await openSandbox()),
      };
    });

    afterAll(async () => {
      for (const thing of opened.toReversed()) await thing[Symbol.asyncDispose]();
    });

    let suite: Suite;
    beforeAll(async () => {
      suite = await loadSuite(name);
    });

    test('every variant of every task is found from its request, and its oracle passes', async () => {
      const book = await openOracleBook({ suites: [suite], seed: 's', accuracy: 1 });
      const lost: string[] = [];
      for (const task of suite.tasks) {
        for (const variant of task.variants.keys()) {
          const earned = await quality({ suite, task, variant, answerer: fromBook(book), services });
          if (earned < 0.999) lost.push(`${task.id} variant ${variant}: ${earned}`);
        }
      }
      expect(lost).toEqual([]);
    });

    test('the oracle miner earns at least 97', async () => {
      const book = await openOracleBook({ suites: [suite], seed: 's', accuracy: 1 });
      expect(await suiteQuality(suite, fromBook(book), services)).toBeGreaterThanOrEqual(97);
    });

    test('the expected quality is the accuracy', async () => {
      const draws: number[] = [];
      for (let seed = 0; seed < 6; seed++) {
        const book = await openOracleBook({ suites: [suite], seed: `seed ${seed}`, accuracy: 0.5 });
        draws.push(await suiteQuality(suite, fromBook(book), services));
      }
      const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
      expect(mean).toBeGreaterThan(40);
      expect(mean).toBeLessThan(60);
    });

    const nullMiners = Object.entries<Profile>(profiles).flatMap(([key, { says }]) =>
      says === undefined ? [] : [{ key, says }],
    );
    test.each(nullMiners)('$key earns 3 at the most', async ({ says }) => {
      const earned = await suiteQuality(
        suite,
        (conversation) => ({
          content: says(conversation),
          toolCalls: [],
          artifacts: [],
        }),
        services,
      );
      expect(earned).toBeLessThanOrEqual(3);
    });
  });
}

interface Asked {
  readonly suite: Suite;
  readonly task: Task;
  readonly variant: number;
  readonly answerer: Answerer;
  readonly services: GraderServices;
}

async function quality({ suite, task, variant, answerer, services }: Asked): Promise<number> {
  const filled = fillTask(task, variant, drawNonce({ seed: 'any', taskId: task.id, repeat: variant }));
  const answer = await converse(suite, filled, answerer);
  const grade = await gradeAnswer({ answer, graders: filled.graders, services });
  return grade.quality;
}

function fromBook(book: OracleBook): Answerer {
  return (conversation) => {
    const next = book.next(conversation);
    if (next === undefined) throw new Error('not in the book');
    return next;
  };
}

/** Mean over categories of the mean over tasks, pairs scored by their minimum, 0 to 100. */
async function suiteQuality(suite: Suite, answerer: Answerer, services: GraderServices): Promise<number> {
  const own = new Map<string, number>();
  for (const task of suite.tasks) {
    const variant = pickVariant({ seed: 'q', task, repeat: 0 });
    own.set(task.id, await quality({ suite, task, variant, answerer, services }));
  }
  const counted = suite.tasks.map((task) => {
    const twins = suite.tasks.filter(
      ({ id, pair }) => id === task.id || (pair !== undefined && pair === task.pair),
    );
    return { category: task.category, quality: Math.min(...twins.map(({ id }) => own.get(id) ?? 0)) };
  });
  const categories = [...new Set(counted.map(({ category }) => category))].map((name) => {
    const of = counted.filter(({ category }) => category === name);
    return of.reduce((sum, task) => sum + task.quality, 0) / of.length;
  });
  return (100 * categories.reduce((sum, value) => sum + value, 0)) / categories.length;
}
