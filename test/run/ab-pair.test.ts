import { expect, test } from 'vitest';
import type { RunHeader } from '../../src/results/run-header.js';
import { performPair, type PreparedHalf, type PreparedPair } from '../../src/run/ab-pair.js';
import { mapSides, type Sides } from '../../src/run/ab-sides.js';
import { planAttempts, type PlannedAttempt } from '../../src/run/plan.js';
import type { RunPorts } from '../../src/run/ports.js';
import { openAssets } from '../../src/suite/assets.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import type { Exchange } from '../../src/target/exchange.js';
import { sampleHeader } from '../support/sample-run.js';

const suite = await loadSuite('public/smoke', {});
const tasks = suite.tasks.filter(({ turns, tools }) => turns.length === 1 && tools.length === 0).slice(0, 5);
const plan = planAttempts({ tasks, repeat: 3, seed: '1' });
const request = {
  model: 'm',
  timeouts: { firstOutputMs: 1_000, idleMs: 1_000, totalMs: 1_000 },
  retries: 0,
  body: {},
};
const base = { ...unused(), tokens: countingOne() };

/** What was asked of which side, in turn, and what each journal holds. */
interface Told {
  readonly asked: string[];
  readonly lines: Sides<unknown[]>;
}

function portsOf(told: Told, changes: Partial<RunPorts> = {}): Sides<RunPorts> {
  return mapSides(told.lines, (lines, side): RunPorts => ({
    ...base,
    target: {
      url: `http://${side}`,
      exchange: async ({ messages }) => {
        told.asked.push(side);
        await new Promise(setImmediate);
        return exchangeOf(messages.length);
      },
      get: () => Promise.resolve({ latencyMs: 0, body: '' }),
      post: () => Promise.resolve({ latencyMs: 0, body: '' }),
      prepare: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    journal: {
      append: (line) => {
        lines.push(line);
        return Promise.resolve();
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    ...changes,
  }));
}

function nothingTold(): Told {
  return { asked: [], lines: { a: [], b: [] } };
}

function half(planned: readonly PlannedAttempt[], done: readonly string[] = []): PreparedHalf {
  const repeat = Math.max(...planned.map((attempt) => attempt.repeat)) + 1;
  const order = planned.map(({ attemptId }) => attemptId);
  const header: RunHeader = { ...sampleHeader(), order, repeat };
  const records = done.map((attemptId) => ({ attemptId }));
  const began = { header, records, resumedAt: [], judgeUse: [], warmUpTraces: [], duplicates: [] };
  return {
    folder: 'out',
    header,
    began: done.length === 0 ? undefined : ({ ...began, tornTail: undefined } as never),
    request,
    warmUpTraces: [],
  };
}

const firstLook = plan.filter(({ repeat }) => repeat < 1);
const pair: PreparedPair = {
  halves: { a: half(plan), b: half(plan) },
  plan,
  looks: [3],
  concurrency: 1,
  bail: false,
  signal: new AbortController().signal,
  isDecided: () => Promise.resolve(false),
};

test('the two sides take turns task by task, and who begins alternates', async () => {
  const told = nothingTold();
  const { ended } = await performPair(pair, portsOf(told));

  expect(ended).toBe('complete');
  expect(told.asked.join('')).toBe('abba'.repeat(8).slice(0, 2 * plan.length));
  expect(attemptsIn(told.lines.a).sort()).toEqual(plan.map(({ attemptId }) => attemptId).sort());
  expect(attemptsIn(told.lines.b).sort()).toEqual(attemptsIn(told.lines.a).sort());
});

test('of each pair one attempt follows the other, however many pairs run at once', async () => {
  const told = nothingTold();
  let underWay = 0;
  let most = 0;
  const ports = mapSides(portsOf(told), (side): RunPorts => ({
    ...side,
    target: {
      ...side.target,
      exchange: async (...args) => {
        underWay += 1;
        most = Math.max(most, underWay);
        const made = await side.target.exchange(...args);
        underWay -= 1;
        return made;
      },
    },
  }));
  await performPair({ ...pair, concurrency: 3 }, ports);

  expect(most).toBe(3);
  expect(told.asked).toHaveLength(2 * plan.length);
});

test('a resumed pair makes only what is missing on each side, in the same order as before', async () => {
  const told = nothingTold();
  const [first, second, third] = plan.map(({ attemptId }) => attemptId);
  await performPair(
    { ...pair, halves: { a: half(plan, [first!, second!]), b: half(plan, [first!, third!]) } },
    portsOf(told),
  );

  expect(told.asked.slice(0, 4).join('')).toBe('baba');
  expect(told.asked).toHaveLength(2 * plan.length - 4);
  expect(told.lines.a[0]).toMatchObject({ schema: 'janus-bench/resume' });
});

test('a pair that is not decided goes on with the next look, and each journal says so first', async () => {
  const told = nothingTold();
  const asked: number[] = [];
  const { lookIndex } = await performPair(
    {
      ...pair,
      halves: { a: half(firstLook), b: half(firstLook) },
      looks: [1, 2, 3],
      isDecided: (index) => {
        asked.push(index);
        return Promise.resolve(index === 1);
      },
    },
    portsOf(told),
  );

  expect(lookIndex).toBe(1);
  expect(asked).toEqual([0, 1]);
  for (const lines of [told.lines.a, told.lines.b]) {
    expect(attemptsIn(lines)).toHaveLength(2 * tasks.length);
    expect(lines[tasks.length]).toEqual({
      schema: 'janus-bench/extended',
      schemaVersion: 1,
      repeat: 2,
      order: plan.filter(({ repeat }) => repeat === 1).map(({ attemptId }) => attemptId),
    });
  }
});

test('where one journal was extended and the other not, the other catches up', async () => {
  const told = nothingTold();
  const twoRounds = plan.filter(({ repeat }) => repeat < 2);
  const done = firstLook.map(({ attemptId }) => attemptId);
  const { lookIndex } = await performPair(
    {
      ...pair,
      halves: { a: half(twoRounds, done), b: half(firstLook, done) },
      looks: [1, 2, 3],
      isDecided: () => Promise.resolve(true),
    },
    portsOf(told),
  );

  expect(lookIndex).toBe(1);
  expect(told.lines.a.filter(isExtension)).toEqual([]);
  expect(told.lines.b.filter(isExtension)).toHaveLength(1);
  expect(told.asked).toHaveLength(2 * tasks.length);
});

test('with bail the first attempt that is no pass stops both sides', async () => {
  const told = nothingTold();
  const { ended } = await performPair({ ...pair, bail: true }, portsOf(told));

  expect(ended).toBe('bailed');
  expect(told.asked.length).toBeLessThan(6);
});

test('an interruption stops both sides and keeps what is finished', async () => {
  const told = nothingTold();
  const controller = new AbortController();
  const ports = portsOf(told, {
    onEvent: ({ kind }) => {
      if (kind === 'attempt_finished' && attemptsIn(told.lines.b).length === 2) controller.abort();
    },
  });
  const { ended } = await performPair({ ...pair, signal: controller.signal }, ports);

  expect(ended).toBe('interrupted');
  expect(attemptsIn(told.lines.b)).toHaveLength(2);
  expect(attemptsIn(told.lines.a).length).toBeGreaterThan(0);
});

test('a journal that cannot be written stops both sides with its problem', async () => {
  const told = nothingTold();
  const ports = portsOf(told);
  const broken = { ...ports.b.journal, append: () => Promise.reject(new Error('the disk is full')) };

  await expect(performPair(pair, { a: ports.a, b: { ...ports.b, journal: broken } })).rejects.toThrow(
    'the disk is full',
  );
  expect(told.asked.length).toBeLessThan(plan.length);
});

function attemptsIn(lines: readonly unknown[]): string[] {
  return lines.flatMap((line) => (isAttempt(line) ? [line.attemptId] : []));
}

function isAttempt(line: unknown): line is { readonly attemptId: string } {
  return typeof line === 'object' && line !== null && 'attemptId' in line;
}

function isExtension(line: unknown): boolean {
  return typeof line === 'object' && line !== null && 'order' in line;
}

function exchangeOf(messages: number): Exchange {
  return {
    request: {
      model: 'm',
      stream: true,
      messages: Array.from({ length: messages }, () => ({ role: 'user', content: '' })),
    },
    traceparent: '00-0-0-00',
    status: 200,
    timeline: { connectMs: 0, endMs: 10, reads: [], events: [] },
    outcome: { status: 'ok' },
    reply: {
      content: 'no',
      reasoning: '',
      refusal: '',
      toolCalls: [],
      artifacts: [],
      finishReasons: ['stop'],
    },
    flags: [],
    tries: [],
    scheduleLagMs: 0,
    clientLagMs: 0,
  };
}

function countingOne(): RunPorts['tokens'] {
  return {
    count: (texts) => Promise.resolve({ counts: texts.map(() => 1), estimated: false }),
    countDeltas: (texts) => Promise.resolve({ counts: texts.map(() => 1), estimated: false }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function unused(): Pick<RunPorts, 'clock' | 'services' | 'asset' | 'secrets' | 'onEvent'> {
  return {
    clock: { nowMs: () => 0, wall: () => new Date(0), sleep: () => Promise.resolve() },
    services: {
      bounded: {
        match: () => Promise.resolve({ kind: 'done', matches: [] }),
        matchWhole: () => Promise.resolve({ kind: 'timed_out' }),
        validate: () => Promise.resolve({ kind: 'done', problems: [] }),
      },
    },
    asset: openAssets(suite),
    secrets: [],
    onEvent: () => undefined,
  };
}
