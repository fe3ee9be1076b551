import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import type { GraderServices } from '../../src/graders/define-grader.js';
import { groupBy } from '../../src/lib/group-by.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callsEveryTool } from '../../src/suite/selftest/every-tool.js';
import { openBench } from '../../src/suite/selftest/trial.js';
import type { FilledTask, Sample, SampleExchange, Task } from '../../src/suite/task.js';

let services: GraderServices;
let close: () => PromiseLike<void>;

beforeAll(async () => {
  const bounded = await openBoundedChecks();
  services = { bounded };
  close = () => bounded[Symbol.asyncDispose]();
});

afterAll(() => close());

type Cheat = (task: FilledTask) => Sample | undefined;

/** The best variant of a task counts, and of a pair the lesser twin; undefined where the cheat makes no sense. */
async function bestQuality(tasks: readonly Task[], cheat: Cheat): Promise<number | undefined> {
  const each: number[] = [];
  for (const task of tasks) {
    const earned: number[] = [];
    for (const variant of task.variants.keys()) {
      const filled = fillTask(task, variant, 'nx-1234abcd');
      const sample = cheat(filled);
      if (sample !== undefined) earned.push((await openBench(filled, services).try(sample)).grade.quality);
    }
    if (earned.length > 0) each.push(Math.max(...earned));
  }
  return each.length === 0 ? undefined : Math.min(...each);
}

/** What the author's own answer says at the end. */
function lastWords({ oracle }: FilledTask): SampleExchange {
  const content = oracle[0]?.exchanges.at(-1)?.content ?? '';
  return { content, toolCalls: [], artifacts: [] };
}

/** Every tool, with arguments that its first response waits for. */
function rightCalls({ tools }: FilledTask): SampleExchange {
  const toolCalls = tools.map(({ name, responses }) => ({ name, arguments: responses[0]?.when ?? {} }));
  return { content: '', toolCalls, artifacts: [] };
}

/** Some tool is of no use to the author's own answer. */
function offersTooMuch({ tools, oracle }: Task): boolean {
  const used = oracle.flatMap(({ exchanges }) => exchanges.flatMap(({ toolCalls }) => toolCalls));
  return tools.some((tool) => used.every(({ name }) => name !== tool.name));
}

describe.each(['public/dev', 'public/train'])('%s', async (name) => {
  const suite = await loadSuite(name);
  const tasks = suite.tasks.filter(({ category }) => category === 'tools');
  const units = groupBy(tasks, ({ id, pair }) => pair ?? id);

  test('has twelve tasks with tools, three of them hard', () => {
    expect(tasks).toHaveLength(12);
    expect(tasks.every(({ tools }) => tools.length > 0)).toBe(true);
    expect(tasks.filter(({ difficulty }) => difficulty === 'hard')).toHaveLength(3);
  });

  test.each([...units])('%s gives nothing to who calls every tool once', async (_, unit) => {
    expect(await bestQuality(unit, callsEveryTool)).toBe(0);
  });

  test.each([...units])(
    '%s gives nothing to who never calls, not even for the right answer',
    async (_, unit) => {
      expect(await bestQuality(unit, (task) => ({ exchanges: [lastWords(task)] }))).toBe(0);
    },
  );

  const withChoice = [...units].filter(([, unit]) => unit.some(offersTooMuch));
  test.each(withChoice)(
    '%s gives nothing to who uses every tool, and rightly, and then gives the right answer',
    async (_, unit) => {
      expect(await bestQuality(unit, (task) => ({ exchanges: [rightCalls(task), lastWords(task)] }))).toBe(0);
    },
  );
});

test('a miner that always calls gives every argument a value of its type', () => {
  const properties = {
    room: { type: 'string', enum: ['birch', 'larch'] },
    people: { type: 'integer' },
    projector: { type: 'boolean' },
    note: { type: 'string' },
  };
  const tool = {
    name: 'book',
    description: 'Books.',
    parameters: { type: 'object', properties },
    responses: [],
  };
  const sample = callsEveryTool({ tools: [tool], nonce: 'nx-1' });

  expect(sample?.exchanges[0]?.toolCalls).toEqual([
    { name: 'book', arguments: { room: 'birch', people: 1, projector: true, note: 'unknown' } },
  ]);
  expect(callsEveryTool({ tools: [], nonce: 'nx-1' })).toBeUndefined();
});
