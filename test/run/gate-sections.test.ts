import { expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { layerSettings, type SettingLayer } from '../../src/run/layered-settings.js';
import { defaultLayer, environmentLayer, flagLayer } from '../../src/run/setting-layers.js';
import { fileLayer } from '../../src/run/settings-file.js';

const flags = (options: Record<string, unknown>) => flagLayer({ target: 'mock', ...options });
const file = (text: string) =>
  fileLayer({ name: 'janus-bench.yaml', path: '/project/ci/janus-bench.yaml', text }, '/project');
const settingsOf = (...layers: SettingLayer[]) =>
  layerSettings([...layers, flags({}), defaultLayer()]).settings;

function problemsOf(...layers: SettingLayer[]): string {
  try {
    settingsOf(...layers);
  } catch (problem) {
    if (problem instanceof BenchError && problem.reason === 'usage') return problem.message;
    throw problem;
  }
  throw new Error('nothing was wrong');
}

test('the file says which bars hold and how high they are', () => {
  const { gate, min } = settingsOf(
    file(`
gate:
  quality: { delta: 1, margin: 5 }
  ttft: { delta: 15%, margin: 20% }
  costUsd: { margin: 12.5 % }
  composite: default
  quality/chat: {}
  contract: fail
min: { composite: 70, quality: 60, quality/chat: 50 }
`),
  );

  expect(gate).toEqual({
    quality: { delta: 1, margin: 5 },
    ttftMs: { delta: 0.15, margin: 0.2 },
    costUsd: { margin: 0.125 },
    composite: {},
    'quality/chat': {},
    contract: 'fail',
  });
  expect(min).toEqual({ composite: 70, quality: 60, 'quality/chat': 50 });
});

test('every mistake in the bars is told with its line and column, and what was probably meant', () => {
  const message = problemsOf(
    file(`repeat: x
gate:
  qualty: {}
  speed: { delta: 5%, margn: 2 }
  ttft: { delta: 15 }
  contract: warn
min:
  composite: 170
  ttft: 3
`),
  );

  for (const part of [
    'janus-bench.yaml:1:1: repeat: must be a whole number',
    'janus-bench.yaml:3:3: gate: there is no bar "qualty"; did you mean "quality"?',
    'janus-bench.yaml:4:19: gate: "delta" is "5%"; write a number',
    'janus-bench.yaml:4:23: gate: unknown key "margn"; did you mean "margin"?',
    'janus-bench.yaml:5:18: gate: "delta" is 15; write a share from 0% to 1000%, like 15%',
    'janus-bench.yaml:6:13: gate: "contract" is "warn"; use fail',
    'janus-bench.yaml:8:14: min: "composite" is 170; use a score from 0 to 100',
    'janus-bench.yaml:9:3: min: there is no bar "ttft"',
  ]) {
    expect(message).toContain(part);
  }
});

test('one thing named twice is a mistake', () => {
  expect(problemsOf(file('gate:\n  ttft: default\n  ttftMs: default\n'))).toContain(
    'janus-bench.yaml:3:3: gate: "ttftMs" names ttftMs a second time; leave one of them out',
  );
});

test.each(['gate: 5', 'gate: [1]', 'min: true'])('%s is no list of bars', (text) => {
  expect(problemsOf(file(text))).toContain('must be a list of bars, or a map');
});

test('flags and variables say the same in one line each', () => {
  const { gate, min } = settingsOf(
    flags({ gate: ['quality=1/5', 'ttft=15%/20%', 'composite', 'cost=2', 'contract'] }),
    environmentLayer({ JANUS_BENCH_MIN: 'composite=70, quality=60.5' }),
  );

  expect(gate).toEqual({
    quality: { delta: 1, margin: 5 },
    ttftMs: { delta: 0.15, margin: 0.2 },
    composite: {},
    cost: { delta: 2 },
    contract: 'fail',
  });
  expect(min).toEqual({ composite: 70, quality: 60.5 });
});

test.each([
  [{ gate: ['qualty'] }, 'flag --gate: there is no bar "qualty": did you mean "quality"?'],
  [{ gate: ['ttft=15'] }, 'like 15%'],
  [{ min: ['composite'] }, 'flag --min: '],
  [{ min: ['composite=high'] }, '"composite" is "high": write a number'],
])('%j is wrong', (options, words) => {
  expect(problemsOf(flags(options))).toContain(words);
});

test('the list of a flag replaces that of the file; no bar at all is as if nothing were said', () => {
  expect(settingsOf(flags({ min: ['quality=1'] }), file('min: { composite: 70 }')).min).toEqual({
    quality: 1,
  });
  expect(settingsOf(file('gate: {}\nmin: {}'))).toMatchObject({ gate: undefined, min: undefined });
});

test('a baseline that looks like a path is relative to the file, an id is not', () => {
  expect(settingsOf(file('baseline: ./main')).baseline).toBe('./ci/main');
  expect(settingsOf(file('baseline: ../main/result.json')).baseline).toBe('./main/result.json');
  expect(settingsOf(file('baseline: 20260131-120000-k3f9')).baseline).toBe('20260131-120000-k3f9');
});
