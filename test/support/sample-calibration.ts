import type { Calibration, CalibratedLoad, CalibratedReader } from '../../src/results/calibration.js';

export function reader(changes: Partial<CalibratedReader> = {}): CalibratedReader {
  return {
    biasMs: 0.2,
    p50Ms: 0.2,
    p90Ms: 0.3,
    p99Ms: 0.5,
    maxMs: 2,
    cpuPerEventUs: 40,
    coalescedShare: 0,
    lost: 0,
    ...changes,
  };
}

export function load(streams: number, changes: Partial<CalibratedLoad> = {}): CalibratedLoad {
  return {
    streams,
    eventsPerSecond: 50,
    rounds: 5,
    events: 1_000,
    product: reader(),
    bare: reader({ cpuPerEventUs: 25 }),
    burning: null,
    bars: [],
    ...changes,
  };
}

export function sampleCalibration(changes: Partial<Calibration> = {}): Calibration {
  return {
    schema: 'janus-bench/calibration',
    schemaVersion: 1,
    measuredAt: '2026-01-22T14:00:00.000Z',
    version: '0.1.0',
    quick: false,
    machine: {
      node: 'v20.19.0',
      os: 'linux 6.1',
      arch: 'x64',
      cpus: 2,
      cpuModel: 'Some CPU',
      loadAverage: 0.1,
    },
    verdict: 'good',
    reasons: [],
    goodUpTo: 32,
    loads: [load(1), load(32)],
    shapes: [
      {
        name: 'stall',
        title: 'a stall under keep-alives',
        events: 20,
        lost: 0,
        p50Ms: 0.2,
        maxMs: 0.4,
        trueMaxGapMs: 2_500,
        maxGapMs: 2_500.1,
        outcome: 'ok',
        correct: true,
      },
    ],
    ...changes,
  };
}
