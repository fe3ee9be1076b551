import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreAgent } from '../../../src/arena/rank/agent-score.js';
import { addTallies, emptyTally, tallyOf } from '../../../src/arena/rank/agent-tally.js';
import type { AttemptOutcome } from '../../../src/arena/rank/attempt-outcome.js';
import { boardOf, type Contestant } from '../../../src/arena/rank/board.js';
import { boardWindows } from '../../../src/arena/rank/rank-profile.js';

/** Every invariant that METHODOLOGY section 7 names. */

const slack = 1e-9;
const outcome: fc.Arbitrary<AttemptOutcome> = fc.record({
  verdict: fc.constantFrom('pass', 'fail', 'n_a'),
  latencyMs: fc.double({ min: 1, max: 300_000, noNaN: true }),
  costUsd: fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { nil: undefined }),
  tokens: fc.option(fc.integer({ min: 0, max: 500_000 }), { nil: undefined }),
  clean: fc.boolean(),
});
const outcomes = fc.array(outcome, { maxLength: 60 });
const window = fc.constantFrom(...boardWindows);

const tally = (rows: readonly AttemptOutcome[]) => rows.map(tallyOf).reduce(addTallies, emptyTally);
const overall = (rows: readonly AttemptOutcome[], at: (typeof boardWindows)[number] = 'day') =>
  scoreAgent(tally(rows), at).overall;

function changed(rows: readonly AttemptOutcome[], at: number, change: Partial<AttemptOutcome>) {
  return rows.map((row, index) => (index === at ? { ...row, ...change } : row));
}

test('overall lies between 0 and 100', () => {
  fc.assert(
    fc.property(outcomes, window, (rows, at) => {
      const value = overall(rows, at);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(100);
    }),
  );
});

test('the order of rows is irrelevant', () => {
  fc.assert(
    fc.property(outcomes, (rows) => {
      expect(overall([...rows].reverse())).toBeCloseTo(overall(rows), 9);
    }),
  );
});

test('an n_a row changes only its count', () => {
  fc.assert(
    fc.property(outcomes, outcome, (rows, row) => {
      const before = tally(rows);
      expect(tally([...rows, { ...row, verdict: 'n_a' }])).toEqual({
        ...before,
        notScored: before.notScored + 1,
      });
    }),
  );
});

test('one more clean failure never raises, and an unclean one is never better', () => {
  fc.assert(
    fc.property(outcomes, outcome, window, (rows, row, at) => {
      const clean = overall([...rows, { ...row, verdict: 'fail', clean: true }], at);
      const unclean = overall([...rows, { ...row, verdict: 'fail', clean: false }], at);
      expect(clean).toBeLessThanOrEqual(overall(rows, at) + slack);
      expect(unclean).toBeLessThanOrEqual(clean + slack);
    }),
  );
});

test('a failure that becomes a pass never lowers', () => {
  fc.assert(
    fc.property(outcomes, outcome, window, (rows, row, at) => {
      const failed = overall([...rows, { ...row, verdict: 'fail' }], at);
      expect(overall([...rows, { ...row, verdict: 'pass' }], at)).toBeGreaterThanOrEqual(failed - slack);
    }),
  );
});

test('halving latency, cost or tokens of a pass never lowers, and hiding cost or tokens never helps', () => {
  fc.assert(
    fc.property(outcomes, fc.nat(), (rows, index) => {
      const at = rows.length === 0 ? 0 : index % rows.length;
      const row = rows[at];
      if (row?.verdict !== 'pass') return;
      const before = overall(rows);
      expect(overall(changed(rows, at, { latencyMs: row.latencyMs / 2 }))).toBeGreaterThanOrEqual(
        before - slack,
      );
      for (const key of ['costUsd', 'tokens'] as const) {
        const value = row[key];
        if (value !== undefined)
          expect(overall(changed(rows, at, { [key]: value / 2 }))).toBeGreaterThanOrEqual(before - slack);
        expect(overall(changed(rows, at, { [key]: undefined }))).toBeLessThanOrEqual(before + slack);
      }
    }),
  );
});

test('confidence falls from day to all', () => {
  fc.assert(
    fc.property(outcomes, (rows) => {
      const [day = 0, week = 0, month = 0, all = 0] = boardWindows.map(
        (at) => scoreAgent(tally(rows), at).confidence,
      );
      expect(day >= week && week >= month && month >= all).toBe(true);
    }),
  );
});

test("disabling or adding an agent changes no other's overall", () => {
  const contestant = (id: string, rows: readonly AttemptOutcome[]): Contestant => ({
    id,
    name: id,
    enabled: true,
    registeredAt: 1,
    tally: tally(rows),
    latency: undefined,
    medianCostUsd: undefined,
    medianTokens: undefined,
    lastActivity: undefined,
  });
  fc.assert(
    fc.property(outcomes, outcomes, window, (mine, theirs, at) => {
      const own = contestant('mine', mine);
      const other = { ...contestant('theirs', theirs), enabled: false };
      const alone = boardOf([own], { window: at, distinctCases: 1 }).rows[0];
      const both = boardOf([other, own], { window: at, distinctCases: 1 }).rows;
      expect(both.find(({ id }) => id === 'mine')?.score).toEqual(alone?.score);
    }),
  );
});
