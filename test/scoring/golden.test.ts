import { describe, expect, test } from 'vitest';
import { composite } from '../../src/scoring/composite.js';
import { fallingLog } from '../../src/scoring/curves.js';
import { firstMs, sustainedMs } from '../../src/scoring/first-output.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import { scoreParts } from '../../src/scoring/score-parts.js';
import { scoreRun } from '../../src/scoring/score-run.js';
import { streamingParts } from '../../src/scoring/streaming.js';
import { golden, goldenDecimals, goldenExchange, goldenInput } from '../support/golden.js';

/** Dimensions of the published leaderboard, as its page shows them; `golden.seedRows` has what the formula makes of them. */
const publishedRows: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  'baseline-v1': [82.1, 71.2, 85.0, 76.3, 70.8],
  'miner-alpha': [79.4, 69.8, 80.5, 72.0, 74.1],
  'agent-x': [76.3, 68.9, 78.4, 69.5, 71.2],
  'coyote-r1': [73.9, 66.8, 75.2, 68.1, 67.4],
  trailblazer: [71.5, 64.7, 74.0, 66.2, 65.8],
};

test('the profile holds the constants of janus-composite@1.0.0', () => {
  const { streaming, bands } = profile;
  const inSeconds = (values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, ms]) => [name, ms / 1_000]));

  expect(golden.profile).toEqual({
    id: profile.id,
    version: profile.version,
    weights: profile.weights,
    passThreshold: profile.passThreshold,
    classTargetS: inSeconds(profile.classTargetMs),
    ttft: { T: profile.first.target / 1_000, F: profile.first.floor / 1_000 },
    sustainS: profile.sustain.freeGapMs / 1_000,
    sustainPenalty: profile.sustain.penalty,
    ttftPerAnswer: profile.firstPerAnswer,
    ttfa: { T: profile.answer.target, F: profile.answer.floor },
    latency: { T: profile.lifecycle.target, F: profile.lifecycle.floor },
    bands: { middle: [bands.middle.from, bands.middle.to], tail: [bands.tail.from, bands.tail.to] },
    speedMix: profile.speedMix,
    price: {
      inPerM: profile.prices.usdPerMillionIn,
      outPerM: profile.prices.usdPerMillionOut,
      perCall: profile.prices.usdPerCall,
      perComputeS: profile.prices.usdPerComputeSecond,
    },
    classTargetUsd: profile.classTargetUsd,
    cost: {
      T: profile.cost.target,
      F: profile.cost.floor,
      underreportTolerance: profile.cost.underReportedBelow,
    },
    stream: {
      gap: { T: streaming.gap.target / 1_000, F: streaming.gap.floor / 1_000 },
      keepAliveMaxRelief: streaming.keepAliveMaxRelief,
      preAnswerMaxRelief: streaming.preAnswerMaxRelief,
      freeSigns: streaming.freeSigns,
      spamFrom: streaming.spam.from,
      spamTo: streaming.spam.to,
      bucketS: streaming.bucket.ms / 1_000,
      bucketMinTokens: streaming.bucket.tokens,
      mix: { gap: streaming.mix.gap, keepAlive: streaming.mix.alive, density: streaming.mix.density },
    },
  });
});

test.each(golden.L)('L(%d; 0.5, 10) is %d', (x, expected) => {
  expect(fallingLog(x, { target: 0.5, floor: 10 })).toBeCloseTo(expected, goldenDecimals);
});

test.each(golden.seedRows)('the published formula gives $name $formula', ({ name, listed, formula }) => {
  const [quality, speed, cost, streaming, modality] = publishedRows[name]!;
  const value = composite({ quality, speed, cost, streaming, modality });

  expect(value).toBeCloseTo(formula, goldenDecimals);
  expect(value).not.toBeCloseTo(listed, 1);
});

describe('streams', () => {
  test.each(Object.entries(golden.streamInputs))('%s', (name, [events, end]) => {
    const exchange = goldenExchange(events, end);
    const parts = streamingParts(exchange, profile);

    expectNumbers(
      {
        sustained: sustainedMs(exchange, profile) / 1_000,
        ttft: firstMs(exchange, profile) / 1_000,
        ttfa: (exchange.answerMs ?? NaN) / 1_000,
        gapRaw: parts.gapMs / 1_000,
        gapEff: parts.effectiveGapMs / 1_000,
        silence: parts.silenceMs / 1_000,
        worth: parts.worth,
        uGap: parts.gap,
        uKa: parts.alive,
        uDen: parts.density,
        u: parts.utility,
      },
      golden.streams[name],
    );
  });

  test('every golden stream has its input', () => {
    expect(Object.keys(golden.streams).sort()).toEqual(Object.keys(golden.streamInputs).sort());
  });
});

describe('runs', () => {
  test.each(Object.entries(golden.minerInputs))('%s', (name, tasks) => {
    const input = goldenInput(tasks);
    const scores = scoreRun(input, { profile, seed: ['golden'] });
    const { speed } = scoreParts(input, profile);

    expectNumbers(
      {
        quality: scores.quality?.value,
        speed: scores.speed?.value,
        cost: scores.cost?.value,
        streaming: scores.streaming?.value,
        modality: scores.modality?.value,
        composite: scores.composite?.value,
        credit: speed?.credit,
        p50: speed?.p50Ratio,
        p95: speed?.p95Ratio,
        uFirst: speed?.first,
        uMiddle: speed?.middle,
        uTail: speed?.tail,
      },
      golden.runs[name],
    );
  });

  test('every golden run has its input', () => {
    expect(Object.keys(golden.runs).sort()).toEqual(Object.keys(golden.minerInputs).sort());
  });
});

function expectNumbers(
  actual: Readonly<Record<string, number | undefined>>,
  expected: Readonly<Record<string, number>> | undefined,
): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected ?? {}).sort());
  for (const [name, value] of Object.entries(expected ?? {}))
    expect(actual[name], name).toBeCloseTo(value, goldenDecimals);
}
