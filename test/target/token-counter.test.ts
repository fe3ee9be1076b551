import { afterEach, expect, test } from 'vitest';
import {
  estimateDeltas,
  openTokenCounter,
  type TokenCounter,
  type TokenCounterOptions,
} from '../../src/target/token-counter.js';

const opened: TokenCounter[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]();
});

async function openCounter(options?: TokenCounterOptions): Promise<TokenCounter> {
  const counter = await openTokenCounter(options);
  opened.push(counter);
  return counter;
}

/** A worker that hangs on texts that say so and counts 1 for every other. */
const hanging = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, texts }) => {
      while (texts.includes('hang')) ;
      parentPort.postMessage({ id, counts: texts.map(() => 1) });
    });
    parentPort.postMessage({ id: 0, counts: [] });
  `)}`,
);

test('texts are counted, and deltas by what they add', async () => {
  const counter = await openCounter({ deadlineMs: 60_000 });

  expect(await counter.count(['hello world', '', 'hi'])).toEqual({ counts: [2, 0, 1], estimated: false });
  expect(await counter.countDeltas(['hel', 'lo', ' world'])).toEqual({ counts: [0, 1, 1], estimated: false });
});

test('calls at the same time each get their own answer', async () => {
  const counter = await openCounter({ deadlineMs: 60_000 });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => counter.count(['hi '.repeat(n)])));

  expect(answers.map(({ counts }) => counts.length)).toEqual(answers.map(() => 1));
  expect(new Set(answers.map(({ counts }) => counts[0])).size).toBe(20);
});

test('past its deadline a count is bytes ÷ 4 rounded up, and the next one is counted again', async () => {
  const counter = await openCounter({ deadlineMs: 300, worker: hanging });
  const late = counter.count(['hang', 'héllo', '']);
  const next = counter.count(['x']);

  expect(await late).toEqual({ counts: [1, 2, 0], estimated: true });
  expect(await next).toEqual({ counts: [1], estimated: false });
  expect(await counter.countDeltas(['hang', 'a', 'b', 'c', 'd', 'e'])).toEqual({
    counts: [1, 1, 0, 0, 0, 1],
    estimated: true,
  });
});

test('a worker that cannot start gives estimates', async () => {
  const counter = await openCounter({ worker: new URL('data:text/javascript,throw new Error("no")') });

  expect(await counter.count(['hello'])).toEqual({ counts: [2], estimated: true });
});

test('nothing is started for texts that are empty', async () => {
  const counter = await openCounter({ worker: new URL('data:text/javascript,throw new Error("no")') });

  expect(await counter.count(['', ''])).toEqual({ counts: [0, 0], estimated: false });
});

test('estimates of small deltas round up once, not many times', () => {
  expect(estimateDeltas(Array.from({ length: 8 }, () => 'x')).reduce((sum, count) => sum + count, 0)).toBe(2);
});
