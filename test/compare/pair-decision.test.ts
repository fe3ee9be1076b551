import { expect, test } from 'vitest';
import { decidePair, falseCalls, type PairFacts } from '../../src/compare/pair-decision.js';
import { assemble } from '../../src/results/assemble.js';
import { rngFrom } from '../../src/lib/rng.js';
import { sampleRun, type SampleRunOptions } from '../support/sample-run.js';

type Script = NonNullable<SampleRunOptions['script']>;

/** Two halves of a pair; `slower`: b's times over a's, `right`: b's share of right answers. */
function pair({ slower = 1, right = 0.9 }: { slower?: number; right?: number } = {}): PairFacts {
  const half = (side: 'a' | 'b', script: Script) => {
    const pairedWith = { runId: side === 'a' ? 'r-b' : 'r-a', side };
    const header = { runId: `r-${side}`, pairedWith };
    return { name: side, result: assemble(sampleRun({ tasksPerCategory: 6, repeat: 3, header, script })) };
  };
  const answer =
    (side: 'a' | 'b'): Script =>
    ({ attemptId }) => {
      const dice = rngFrom('pair', side, attemptId);
      const factor = side === 'b' ? slower : 1;
      const share = side === 'b' ? right : 0.9;
      return {
        quality: dice.next() < share ? 1 : 0,
        firstMs: factor * (1_000 + 400 * dice.next()),
        stepMs: factor * 40,
      };
    };
  return {
    a: half('a', answer('a')),
    b: half('b', answer('b')),
    bars: undefined,
    strict: false,
    level: 0.05,
  };
}

const alike = pair();
const slower = pair({ slower: 1.5 });

test('two targets that are alike: nothing has regressed, and nothing is called', () => {
  const decision = decidePair(alike);

  expect(decision.outcome).not.toBe('fail');
  expect(decision.exitReason).toBe('ok');
  expect(falseCalls(decision.comparison!)).toEqual([]);
});

test('a second target that takes half as long again fails by its times, though every answer is right', () => {
  const decision = decidePair(slower);
  const failed = decision.bars.filter(({ outcome }) => outcome === 'fail').map(({ key }) => key);

  expect(failed).toEqual(expect.arrayContaining(['ttftMs', 'latencyMs']));
  expect(failed).not.toContain('quality');
  expect(decision.exitReason).toBe('bar');
  expect(falseCalls(decision.comparison!)).toContainEqual({
    key: 'ttftMs',
    label: 'TTFT',
    called: 'regressed',
  });
});

test('a second target that is quicker is called improved against itself', () => {
  const { comparison } = decidePair({ ...slower, a: slower.b, b: slower.a });

  expect(falseCalls(comparison!)).toContainEqual({ key: 'ttftMs', label: 'TTFT', called: 'improved' });
});

test('only what is named decides', () => {
  const facts = { ...slower, bars: { quality: { margin: 60 } } };

  expect(decidePair(facts)).toMatchObject({ outcome: 'pass', bars: [{ key: 'quality' }] });
  expect(decidePair({ ...facts, bars: { ...facts.bars, contract: 'fail' } }).bars).toHaveLength(1);
});

test('at the level of an early look the same data are not enough', () => {
  const facts = { ...pair({ right: 0.7 }), bars: { quality: {} } };

  expect(decidePair(facts).outcome).toBe('fail');
  expect(decidePair({ ...facts, level: 0.0002 }).outcome).toBe('inconclusive');
  expect(decidePair({ ...facts, level: 0.0002, strict: true }).exitReason).toBe('bar');
});
