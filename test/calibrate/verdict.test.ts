import { expect, test } from 'vitest';
import { barsOf, verdictOf } from '../../src/calibrate/verdict.js';
import { load, reader, sampleCalibration } from '../support/sample-calibration.js';

const { shapes } = sampleCalibration();

test('small errors make a machine good, up to its greatest load', () => {
  expect(verdictOf({ loads: [load(1), load(32)], shapes })).toEqual({
    verdict: 'good',
    reasons: [],
    goodUpTo: 32,
  });
});

test('a heavy load with large errors limits the reach, not the machine', () => {
  const loads = [load(1), load(32), load(128, { product: reader({ p99Ms: 40 }) }), load(400)];

  expect(verdictOf({ loads, shapes })).toEqual({ verdict: 'good', reasons: [], goodUpTo: 32 });
});

test.each([
  [reader({ p99Ms: 3.5 }), 'usable', 'stamps are 3.5 ms off (p99) at 32 streams, limit 3 ms'],
  [reader({ p50Ms: 1.2 }), 'usable', 'stamps are 1.2 ms off (p50) at 32 streams, limit 1 ms'],
  [reader({ p99Ms: 31 }), 'unfit', 'stamps are 31 ms off (p99) at 32 streams, limit 30 ms'],
  [reader({ lost: 2 }), 'unfit', '2 events were lost at 32 streams'],
])('a light load decides about the machine: %#', (product, verdict, reason) => {
  expect(verdictOf({ loads: [load(1), load(32, { product })], shapes })).toEqual({
    verdict,
    reasons: [reason],
    goodUpTo: 1,
  });
});

test('a script that is read wrongly makes a machine unfit', () => {
  const wrong = shapes.map((shape) => ({ ...shape, correct: false, outcome: 'truncated' }));

  expect(verdictOf({ loads: [load(1)], shapes: wrong })).toMatchObject({
    verdict: 'unfit',
    reasons: ['the script "a stall under keep-alives" was read wrongly: outcome truncated'],
  });
});

const bare = reader({ p50Ms: 0.2, p99Ms: 2, cpuPerEventUs: 10 });

function metBars(product: ReturnType<typeof reader>, streams = 32, burning: typeof product | null = null) {
  return Object.fromEntries(barsOf({ streams, product, bare, burning }).map(({ name, met }) => [name, met]));
}

test('bars give the greater of a factor and an allowance over the bare reader', () => {
  expect(metBars(reader({ p50Ms: 0.3, p99Ms: 3, cpuPerEventUs: 20 }))).toEqual({
    'p50 error': true,
    'p99 error': true,
    'CPU per event': true,
    'lost events': true,
  });
  expect(metBars(reader({ p50Ms: 0.31, p99Ms: 3.1, cpuPerEventUs: 20.1, lost: 1 }))).toEqual({
    'p50 error': false,
    'p99 error': false,
    'CPU per event': false,
    'lost events': false,
  });
});

test('CPU at one stream is no bar: waking up is all it measures', () => {
  expect(metBars(reader({ cpuPerEventUs: 900 }), 1)).not.toHaveProperty('CPU per event');
});

test('a busy main thread is held against the calm run', () => {
  const calm = reader({ p90Ms: 0.4 });

  expect(metBars(calm, 32, reader({ p90Ms: 0.6 }))).toMatchObject({ 'p90 error, main thread busy': true });
  expect(metBars(calm, 32, reader({ p90Ms: 0.61 }))).toMatchObject({ 'p90 error, main thread busy': false });
});
