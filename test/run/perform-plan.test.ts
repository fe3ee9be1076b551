import { expect, test } from 'vitest';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { closedLoop } from '../../src/run/load-pace.js';
import { performPlan, type PerformPlanOptions } from '../../src/run/perform-plan.js';
import { planAttempts } from '../../src/run/plan.js';
import type { RunPorts } from '../../src/run/ports.js';
import type { RunEvent } from '../../src/run/run-event.js';
import { openAssets } from '../../src/suite/assets.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import type { Exchange } from '../../src/target/exchange.js';
import type { Target } from '../../src/target/target.js';

const suite = await loadSuite('public/smoke', {});
const plan = planAttempts({ tasks: suite.tasks, repeat: 1, seed: '1' });
const signal = new AbortController().signal;
const options: PerformPlanOptions = {
  request: {
    model: 'm',
    timeouts: { firstOutputMs: 1_000, idleMs: 1_000, totalMs: 1_000 },
    retries: 0,
    body: {},
  },
  pace: closedLoop(3),
  alreadyDone: 0,
  bail: false,
  signal,
};

/** Says one sentence, a turn of the event loop later. */
function saying(content: string, onStart: () => void = () => undefined): Target['exchange'] {
  return async (request) => {
    onStart();
    await new Promise(setImmediate);
    return {
      request,
      traceparent: '00-0-0-00',
      status: 200,
      timeline: { connectMs: 0, endMs: 10, reads: [], events: [] },
      outcome: { status: 'ok' },
      reply: { content, reasoning: '', refusal: '', toolCalls: [], artifacts: [], finishReasons: ['stop'] },
      flags: [],
      tries: [],
      scheduleLagMs: 0,
      clientLagMs: 0,
    } satisfies Exchange;
  };
}

function ports(
  exchange: Target['exchange'],
  append: (line: unknown) => Promise<void> = () => Promise.resolve(),
) {
  const events: RunEvent[] = [];
  const filled: RunPorts = {
    clock: { nowMs: () => 0, wall: () => new Date(0), sleep: () => Promise.resolve() },
    target: {
      url: 'http://scripted',
      exchange,
      get: () => Promise.resolve({ latencyMs: 0, body: '' }),
      post: () => Promise.resolve({ latencyMs: 0, body: '' }),
      prepare: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    journal: { append, [Symbol.asyncDispose]: () => Promise.resolve() },
    services: {
      bounded: {
        match: () => Promise.resolve({ kind: 'done', matches: [] }),
        matchWhole: () => Promise.resolve({ kind: 'timed_out' }),
        validate: () => Promise.resolve({ kind: 'done', problems: [] }),
      },
    },
    tokens: {
      count: (texts) => Promise.resolve({ counts: texts.map(() => 1), estimated: false }),
      countDeltas: (texts) => Promise.resolve({ counts: texts.map(() => 1), estimated: false }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    asset: openAssets(suite),
    secrets: [],
    onEvent: (event) => events.push(event),
  };
  return { filled, events };
}

test('never more attempts are under way than asked for, and all are finished once', async () => {
  let running = 0;
  let most = 0;
  let open: () => void;
  const threeAreUnderWay = new Promise<void>((resolve) => (open = resolve));
  const exchange: Target['exchange'] = async (...args) => {
    running++;
    most = Math.max(most, running);
    if (running === 3) open();
    await threeAreUnderWay;
    const made = await saying('no')(...args);
    running--;
    return made;
  };
  const { filled } = ports(exchange);

  const { finished, ended } = await performPlan(plan, filled, options);

  expect(ended).toBe('complete');
  expect(most).toBe(3);
  expect([...finished].sort()).toEqual(plan.map(({ attemptId }) => attemptId).sort());
});

test('an attempt is reported only after its line is on disk', async () => {
  const written = new Set<string>();
  const { filled, events } = ports(saying('no'), async (line) => {
    await new Promise(setImmediate);
    written.add((line as AttemptRecord).attemptId);
  });
  const unwritten: string[] = [];

  await performPlan(
    plan,
    {
      ...filled,
      onEvent: (event) => {
        events.push(event);
        if (event.kind === 'attempt_finished' && !written.has(event.record.attemptId)) {
          unwritten.push(event.record.attemptId);
        }
      },
    },
    options,
  );

  expect(unwritten).toEqual([]);
  expect(events.filter(({ kind }) => kind === 'attempt_finished')).toHaveLength(plan.length);
});

test('a journal that cannot be written ends the run with its problem, and nothing more is sent', async () => {
  let sent = 0;
  const { filled } = ports(
    saying('no', () => sent++),
    () => Promise.reject(new Error('the disk is full')),
  );

  await expect(performPlan(plan, filled, { ...options, pace: closedLoop(1) })).rejects.toThrow(
    'the disk is full',
  );
  expect(sent).toBeLessThan(plan.length);
});

test('with bail the first attempt that is no pass is the last', async () => {
  const { filled } = ports(saying('no'));

  const { finished, ended } = await performPlan(plan, filled, {
    ...options,
    pace: closedLoop(1),
    bail: true,
  });

  expect(ended).toBe('bailed');
  expect(finished).toHaveLength(1);
});

test('an interrupted run records nothing that was still under way', async () => {
  const stop = new AbortController();
  const { filled } = ports(saying('no', () => stop.abort()));

  const { finished, ended } = await performPlan(plan, filled, { ...options, signal: stop.signal });

  expect(ended).toBe('interrupted');
  expect(finished).toEqual([]);
});
