import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectTasks } from '../../src/suite/select.js';
import type { Suite, Task } from '../../src/suite/task.js';

function task(id: string, category: string, more: Partial<Task> = {}): Task {
  return {
    id,
    category,
    class: 'chat',
    template: id,
    difficulty: 'medium',
    turns: [`The question of ${id}.`],
    images: [],
    tools: [],
    maxRounds: 6,
    target: {},
    request: {},
    graders: [],
    oracle: [],
    wrong: [],
    variants: [{}],
    ...more,
  };
}

const tasks = [
  task('chat-1', 'chat'),
  task('chat-2', 'chat', { system: 'You sell (second-hand) BOATS.' }),
  task('chat-3', 'chat'),
  task('image-left', 'multimodal', { pair: 'image' }),
  task('image-right', 'multimodal', { pair: 'image' }),
  task('chart-left', 'multimodal', { pair: 'chart' }),
  task('chart-right', 'multimodal', { pair: 'chart' }),
  task('research-1', 'research'),
  task('research-2', 'research', { turns: ['One.', 'Two: which harbour?'] }),
];
const suite: Suite = {
  card: {
    name: 'public/test',
    title: 'Test',
    version: '1.0.0',
    licence: 'CC0',
    canary: 'x',
    provenance: 'test',
    knownWeaknesses: [],
    visibility: 'public',
    categories: {
      research: { feeds: 'quality', kinds: [] },
      chat: { feeds: 'quality', kinds: [] },
      multimodal: { feeds: 'modality', kinds: ['image_input'] },
    },
  },
  tasks,
  digest: 'd',
  taskDigests: new Map(),
  folder: '/nowhere',
};
const ids = (selection: Parameters<typeof selectTasks>[1]) =>
  selectTasks(suite, selection).tasks.map(({ id }) => id);
const refusal = (selection: Parameters<typeof selectTasks>[1]): unknown => {
  try {
    selectTasks(suite, selection);
  } catch (problem) {
    return problem;
  }
  throw new Error('it was not refused');
};

test('without a filter everything runs, and nothing is left out', () => {
  expect(selectTasks(suite, {})).toEqual({ tasks, leftOut: [] });
});

test('grep looks at ids and everything that is sent, case ignored, as a regular expression', () => {
  expect(ids({ grep: 'CHAT-[12]' })).toEqual(['chat-1', 'chat-2']);
  expect(ids({ grep: 'boats' })).toEqual(['chat-2']);
  expect(ids({ grep: 'which harbour\\?' })).toEqual(['research-2']);
  expect(ids({ grep: '\\(second' })).toEqual(['chat-2']);
});

test('filters narrow each other, in the order of the suite', () => {
  expect(ids({ categories: ['research', 'chat'], grep: '[12]$' })).toEqual([
    'chat-1',
    'chat-2',
    'research-1',
    'research-2',
  ]);
  expect(ids({ only: ['research-2', 'chat-1'] })).toEqual(['chat-1', 'research-2']);
  expect(ids({ only: ['research-2', 'chat-1'], categories: ['chat'] })).toEqual(['chat-1']);
});

test('a twin never comes alone', () => {
  expect(ids({ only: ['image-right'] })).toEqual(['image-left', 'image-right']);
  expect(ids({ grep: '^chart-left$' })).toEqual(['chart-left', 'chart-right']);
});

test('the categories that filters emptied are named', () => {
  expect(selectTasks(suite, { categories: ['chat'] }).leftOut).toEqual(['research', 'multimodal']);
  expect(selectTasks(suite, { grep: '1' }).leftOut).toEqual(['multimodal']);
  expect(selectTasks(suite, { limit: 2 }).leftOut).toEqual(['multimodal']);
});

test('a limit lets the categories take turns, and passes over a pair that does not fit', () => {
  expect(ids({ limit: 4 })).toEqual(['chat-1', 'image-left', 'image-right', 'research-1']);
  expect(ids({ limit: 5 })).toEqual(['chat-1', 'chat-2', 'image-left', 'image-right', 'research-1']);
  expect(ids({ limit: 2 })).toEqual(['chat-1', 'research-1']);
  expect(ids({ limit: 100 })).toHaveLength(9);
});

test('one pair is kept whole even above the limit, for half of it measures nothing', () => {
  expect(ids({ categories: ['multimodal'], limit: 1 })).toEqual(['image-left', 'image-right']);
});

test('no selection ever splits a pair or exceeds its limit, but for one pair alone', () => {
  const choice = fc.record(
    {
      limit: fc.integer({ min: 1, max: 12 }),
      only: fc.subarray(
        tasks.map(({ id }) => id),
        { minLength: 1 },
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(choice, (selection) => {
      const chosen = selectTasks(suite, selection).tasks;
      for (const pair of ['image', 'chart'])
        expect([0, 2]).toContain(chosen.filter((one) => one.pair === pair).length);
      if (chosen.length > (selection.limit ?? 99)) expect(chosen).toHaveLength(2);
    }),
  );
});

test('unknown names are refused together, each with what was probably meant', () => {
  expect(refusal({ categories: ['chats', 'coding'], only: ['reserch-1'] })).toMatchObject({
    reason: 'usage',
    message:
      'there is no category "chats" in "public/test"; there is no category "coding" in "public/test"; there is no task "reserch-1" in "public/test"',
    hint: 'Did you mean "chat"? Known here: research, chat, multimodal. Did you mean "research-1"?',
  });
});

test.each([{ grep: 'nothing like it' }, { only: ['chat-1'], categories: ['research'] }, { categories: [] }])(
  'a selection of nothing is refused: %j',
  (selection) => {
    expect(refusal(selection)).toMatchObject({
      reason: 'usage',
      message: 'no task of "public/test" is selected',
    });
  },
);

test('a broken pattern and a senseless limit are refused', () => {
  expect(refusal({ grep: '(' })).toMatchObject({
    reason: 'usage',
    message: '--grep "(" is no regular expression',
  });
  expect(refusal({ limit: 0 })).toMatchObject({ reason: 'usage' });
  expect(refusal({ limit: 1.5 })).toMatchObject({ reason: 'usage' });
});
