import { expect, test } from 'vitest';
import { loadSuite } from '../../src/suite/load-suite.js';
import { taskDigest } from '../../src/suite/task-digest.js';
import type { Task } from '../../src/suite/task.js';
import { sample, suiteOf, task } from '../support/mock-suite.js';

const { card } = suiteOf([]);
const digest = (changes: Partial<Task> = {}, assets: readonly (readonly [string, string])[] = []) =>
  taskDigest(task('one', changes), { card, assets: new Map(assets) });

test('what is sent, what grades and what it counts for is in the digest', () => {
  const others = [
    digest({ turns: ['Do two.'] }),
    digest({ system: 'Be brief.' }),
    digest({ graders: [{ type: 'contains', all: ['x'] }] }),
    digest({ request: { temperature: 0 } }),
    digest({ target: { latencyMs: 1 } }),
    digest({ class: 'research' }),
    digest({ pair: 'p' }),
    digest({ variants: [{ a: 1 }] }),
    digest({ maxRounds: 2 }),
    digest({ tools: [{ name: 'f', description: '', parameters: {}, responses: [] }] }),
    digest({}, [['images/a.png', 'aa']]),
    digest({}, [['images/a.png', 'bb']]),
  ];

  expect(new Set([digest(), ...others]).size).toBe(others.length + 1);
});

test('what an author may mend without measuring again is not', () => {
  const mended = digest({
    oracle: [sample('right in other words')],
    wrong: [],
    difficulty: 'hard',
    template: 't',
  });

  expect(mended).toBe(digest());
});

test('every task of a loaded suite has one', async () => {
  const { tasks, taskDigests } = await loadSuite('public/smoke');

  expect([...taskDigests.keys()]).toEqual(tasks.map(({ id }) => id));
  expect(new Set(taskDigests.values()).size).toBe(tasks.length);
});
