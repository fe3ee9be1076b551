import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairQualities } from '../../src/scoring/pair-qualities.js';
import { janusComposite } from '../../src/scoring/profile.js';
import type { ScoredAttempt, ScoreInput } from '../../src/scoring/score-input.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { dimensions, type Dimension } from '../../src/scoring/scores.js';
import { anyRun } from '../support/scored-run.js';

/** METHODOLOGY section 5, Principles: what a miner must never gain by. */

/** The values are in question here, and a run without intervals is scored a thousand times quicker. */
const profile = { ...janusComposite, interval: { ...janusComposite.interval, fewestTasks: 1_000 } };

type Change = (attempt: ScoredAttempt) => ScoredAttempt;

/** A run, and the same run with one attempt changed; some runs have pairs. */
function pairOfRuns(change: fc.Arbitrary<Change>) {
  return fc
    .record({ run: anyRun, arePaired: fc.boolean(), task: fc.nat(), attempt: fc.nat(), change })
    .map(({ run, arePaired, task: taskAt, attempt: attemptAt, change: apply }) => {
      const tasks = run.tasks.map((task, index) =>
        arePaired && index < 2 ? { ...task, pair: 'twins' } : task,
      );
      const changed = tasks.map((task, index) => {
        if (index !== taskAt % tasks.length) return task;
        const place = attemptAt % task.attempts.length;
        return {
          ...task,
          attempts: task.attempts.map((attempt, at) => (at === place ? apply(attempt) : attempt)),
        };
      });
      const input = (list: typeof tasks): ScoreInput => ({ ...run, tasks: pairQualities(list) });
      return { before: input(tasks), after: input(changed) };
    });
}

function neverRaises(change: fc.Arbitrary<Change>, names: readonly (Dimension | 'composite')[]): void {
  fc.assert(
    fc.property(pairOfRuns(change), ({ before, after }) => {
      const [scoresBefore, scoresAfter] = [before, after].map((input) =>
        scoreRun(input, { profile, seed: [] }),
      );
      for (const name of names)
        expect(scoresAfter![name]!.value, name).toBeLessThanOrEqual(scoresBefore![name]!.value + 1e-9);
    }),
    { numRuns: 200 },
  );
}

/** An attempt that is not counted stays so: becoming counted is not the miner's to choose. */
const counted =
  (change: Change): Change =>
  (attempt) =>
    attempt.quality === undefined ? attempt : change(attempt);

const everything = [...dimensions, 'composite'] as const;

describe('no dimension rises when an attempt is replaced by', () => {
  test('a wrong one', () => {
    neverRaises(fc.constant(counted((attempt) => ({ ...attempt, quality: 0 }))), everything);
  });

  test('a less right one', () => {
    neverRaises(
      fc
        .double({ min: 0, max: 1, noNaN: true })
        .map((factor) => counted((attempt) => ({ ...attempt, quality: factor * (attempt.quality ?? 0) }))),
      everything,
    );
  });

  test('a failed one', () => {
    neverRaises(fc.constant(counted((attempt) => ({ ...attempt, ok: false }))), everything);
  });

  test('a dearer one', () => {
    const more = fc.record({
      in: fc.nat(50_000),
      out: fc.nat(50_000),
      calls: fc.nat(20),
      compute: fc.nat(500),
    });
    const add = (count: { in: number; out: number } | undefined, extra: { in: number; out: number }) =>
      count && { in: count.in + extra.in, out: count.out + extra.out };
    const plus = (value: number | undefined, extra: number) =>
      value === undefined ? undefined : value + extra;
    neverRaises(
      more.map((extra) => (attempt) => ({
        ...attempt,
        tokens: {
          own: { in: attempt.tokens.own.in + extra.in, out: attempt.tokens.own.out + extra.out },
          reported: add(attempt.tokens.reported, extra),
          metered: add(attempt.tokens.metered, extra),
        },
        calls: {
          reported: plus(attempt.calls.reported, extra.calls),
          metered: plus(attempt.calls.metered, extra.calls),
        },
        computeSeconds: { metered: plus(attempt.computeSeconds.metered, extra.compute) },
      })),
      everything,
    );
  });

  test('one that leaves its usage out', () => {
    neverRaises(
      fc.boolean().map((alsoCalls) => (attempt) => ({
        ...attempt,
        tokens: { ...attempt.tokens, reported: undefined },
        calls: alsoCalls ? { ...attempt.calls, reported: undefined } : attempt.calls,
      })),
      everything,
    );
  });
});

test('a slower attempt, all its times and its end stretched alike, raises neither Speed nor Cost', () => {
  neverRaises(
    fc.double({ min: 1, max: 20, noNaN: true }).map((factor) => (attempt) => ({
      ...attempt,
      exchanges: attempt.exchanges.map(({ endMs, answerMs, streamed, events }) => ({
        streamed,
        endMs: endMs * factor,
        answerMs: answerMs === undefined ? undefined : answerMs * factor,
        events: events.map((event) => ({ ...event, atMs: event.atMs * factor })),
      })),
    })),
    ['speed', 'cost'],
  );
});

test('every score lies within 0 to 100, and its interval within that and around it', () => {
  fc.assert(
    fc.property(anyRun, (input) => {
      const scores = scoreRun(input, { profile: janusComposite, seed: [] });
      for (const name of everything) {
        const { value, low, high } = scores[name]!;
        expect(value, name).toBeGreaterThanOrEqual(0);
        expect(value, name).toBeLessThanOrEqual(100 + 1e-9);
        expect(low ?? 0, name).toBeLessThanOrEqual(value);
        expect(high ?? 100, name).toBeGreaterThanOrEqual(value - 1e-9);
      }
    }),
    { numRuns: 50 },
  );
});
