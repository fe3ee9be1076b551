import { expect, test } from 'vitest';
import { toGateView } from '../../src/report/gate-view.js';
import { copyOf, gatedRun, held } from '../support/gated-runs.js';

const baseline = gatedRun('base');
const failed = held(baseline, gatedRun('broken', { accuracy: 0.3 }));
const [bar] = failed.bars;

function openBars(...bars: readonly (readonly [label: string, fix: string])[]) {
  return bars.map(([label, fix]) => ({
    ...bar!,
    label,
    outcome: 'inconclusive' as const,
    reason: 'chance',
    fix,
  }));
}

test('what to do names the command that shows what flipped, with what to type for each run', () => {
  const next = (compared?: readonly [string, string] | null) =>
    toGateView(failed, { compared }).next.join('\n');

  expect(next()).toContain('`janus-bench compare base broken` shows which tasks flipped.');
  expect(next(['./my base', 'out/b'])).toContain("`janus-bench compare './my base' out/b`");
  expect(next(null)).not.toContain('janus-bench compare');
});

test('with several things to do, each says for which bars', () => {
  const bars = openBars(['Quality', 'more repeats'], ['Cost', 'fewer bars'], ['Modality', 'more repeats']);

  expect(toGateView({ ...failed, bars }).next).toEqual([
    'Quality, Modality: more repeats.',
    'Cost: fewer bars.',
  ]);
  expect(toGateView({ ...failed, bars: bars.slice(0, 1) }).next).toEqual(['More repeats.']);
});

test('a smallest change that rounds to nothing is not spoken of', () => {
  const passed = held(baseline, copyOf(baseline, 'same'));
  const bars = passed.bars.map((each) => ({ ...each, smallestEffect: 0.001 }));

  expect(toGateView({ ...passed, bars }).headline.text).toBe(
    'The gate passed: nothing regressed, 4 bars held.',
  );
});
