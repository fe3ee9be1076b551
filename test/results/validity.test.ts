import fc from 'fast-check';
import { expect, test } from 'vitest';
import { validityOf, type AttemptFacts } from '../../src/results/validity.js';
import { containing } from '../support/asymmetric.js';

const quiet: AttemptFacts = { clientLagMs: 2, scheduleLagMs: 0.2, coalescedShare: 0 };

function run(changes: Partial<AttemptFacts>, { of = 20, clockResolutionMs = 0.001 } = {}) {
  const attempts = Array.from({ length: 20 }, (_, index) => (index < of ? { ...quiet, ...changes } : quiet));
  return validityOf({ clockResolutionMs, attempts });
}

test('a quiet machine measures validly', () => {
  expect(run({})).toEqual({ status: 'valid', reasons: [] });
});

test.each([
  ['a lagging timing thread', { clientLagMs: 60 }, 'suspect'],
  ['one that stands still', { clientLagMs: 300 }, 'invalid'],
  ['requests that leave late', { scheduleLagMs: 400 }, 'suspect'],
  ['requests that leave far too late', { scheduleLagMs: 3_000 }, 'invalid'],
] as const)('%s makes the run %s', (_what, changes, status) => {
  const validity = run(changes);

  expect(validity.status).toBe(status);
  expect(validity.reasons).toHaveLength(1);
});

test('one slow attempt in twenty is no p95, but a whole stall of ours is told however rare', () => {
  const rare = Array.from({ length: 100 }, (_, index) =>
    index === 0 ? { ...quiet, clientLagMs: 900 } : quiet,
  );
  expect(validityOf({ clockResolutionMs: 0.001, attempts: rare }).status).toBe('valid');

  const stalled = rare.map((facts, index) => (index === 0 ? { ...facts, clientLagMs: 1_500 } : facts));
  expect(validityOf({ clockResolutionMs: 0.001, attempts: stalled })).toEqual({
    status: 'suspect',
    reasons: ['timing thread stood still once for 1500 ms (limit 1000 ms)'],
  });
});

test('a coarse clock is told', () => {
  expect(run({}, { clockResolutionMs: 5 }).status).toBe('suspect');
  expect(run({}, { clockResolutionMs: 15.6 }).status).toBe('invalid');
});

test('events that share reads count only where this side lagged: a miner may send them together', () => {
  expect(run({ coalescedShare: 1 }).status).toBe('valid');
  expect(run({ coalescedShare: 1, clientLagMs: 30 })).toMatchObject({
    status: 'suspect',
    reasons: [containing('shared a read')],
  });
  expect(run({ coalescedShare: 1, clientLagMs: 30 }, { of: 2 }).status).toBe('valid');
});

test('a run without attempts measured nothing', () => {
  expect(validityOf({ clockResolutionMs: 0.001, attempts: [] })).toEqual({
    status: 'invalid',
    reasons: ['no attempt was measured'],
  });
});

test('the worst finding decides and every finding is told', () => {
  expect(run({ clientLagMs: 300, scheduleLagMs: 400 })).toMatchObject({
    status: 'invalid',
    reasons: [{}, {}],
  });
});

test('more lag never makes a run look better', () => {
  const order = ['valid', 'suspect', 'invalid'];
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 2_000, noNaN: true }),
      fc.double({ min: 0, max: 2_000, noNaN: true }),
      (a, b) => {
        const better = run({ clientLagMs: Math.min(a, b) }).status;
        const worse = run({ clientLagMs: Math.max(a, b) }).status;
        expect(order.indexOf(worse)).toBeGreaterThanOrEqual(order.indexOf(better));
      },
    ),
  );
});

test('a machine that was found unfit makes a run doubtful; one found usable, or never tried, does not', () => {
  const calibration = {
    verdict: 'unfit',
    reasons: ['3 events were lost'],
    measuredAt: '2026-01-22T14:00:00Z',
  } as const;
  const facts = { clockResolutionMs: 0.001, attempts: [quiet] };

  expect(validityOf({ ...facts, calibration })).toEqual({
    status: 'suspect',
    reasons: ['`calibrate` found this machine unfit to measure on 2026-01-22: 3 events were lost'],
  });
  expect(validityOf({ ...facts, calibration: { ...calibration, verdict: 'usable' } }).status).toBe('valid');
});
