import { metrics } from '../metrics/catalogue.js';
import { rngFrom } from '../lib/rng.js';
import { janusComposite } from '../scoring/profile.js';
import { comparedClusters } from '../scoring/compared-layout.js';
import type { Clusters } from '../scoring/clusters.js';
import {
  categoryEffects,
  compositeEffect,
  scoreEffects,
  timelessComposite,
  type ScoreEffect,
} from '../scoring/score-effects.js';
import { dimensions } from '../scoring/scores.js';
import { clusterEffects } from '../stats/cluster-effects.js';
import type { EffectTest } from '../stats/effect-test.js';
import { pairedTest } from '../stats/paired-test.js';
import type { Finding } from './comparison.js';
import { toFinding, type FoundEffect } from './finding.js';
import type { MeasuredSides } from './measured-sides.js';
import { comparedMetrics, metricEffect, type RatioEffect } from './metric-effects.js';
import { runLevelTests } from './run-level.js';
import { successEffect } from './success-effect.js';
import type { Threshold } from './thresholds.js';
import { timeoutOf } from './timeout-of.js';

export interface FindingOptions {
  /** By a finding's key, in its effect's own scale; what is left out: METHODOLOGY section 6. */
  readonly thresholds?: Readonly<Record<string, Partial<Threshold>>> | undefined;
  /** One-sided level of p and of the bounds: 0.05, less where several looks share it. */
  readonly level?: number | undefined;
}

/** Composite, dimensions, success rate, each category's quality, then metrics. */
export function findingsOf(sides: MeasuredSides, options: FindingOptions = {}): readonly Finding[] {
  if (sides.tasks.length === 0) return [];
  const { level = 0.05 } = options;
  const clusters = comparedClusters(sides.scored, sides.categories);
  const ofRuns = sides.isInterleaved ? undefined : runLevelTests(sides, level);
  const test = (key: string, effect: TestedEffect) => testOf(key, effect, { sides, clusters, level });
  const found = (
    input: Omit<FoundEffect, 'test' | 'timesComparable' | 'runsASide'>,
    effect: TestedEffect,
  ) => {
    const ofTimes = effect.effects === undefined ? undefined : ofRuns?.get(input.key);
    const timesComparable = sides.isInterleaved || ofTimes !== undefined;
    const runsASide = Math.min(sides.base.length, sides.candidate.length);
    return toFinding(
      { ...input, test: ofTimes ?? test(input.key, effect), timesComparable, runsASide },
      options,
    );
  };
  return [
    ...scoreFindings(sides, found, test),
    ...categoryFindings(sides, found),
    ...metricFindings(sides, found),
  ];
}

const notMeasured: ScoreEffect = { base: null, candidate: null, effects: undefined, weights: undefined };

/** What a paired test needs; positive = better. */
type TestedEffect = Pick<ScoreEffect, 'effects' | 'weights'>;
type Found = (
  input: Omit<FoundEffect, 'test' | 'timesComparable' | 'runsASide'>,
  effect: TestedEffect,
) => Finding;
type Test = (key: string, effect: TestedEffect) => EffectTest | undefined;

const points = { scale: 'points', unit: 'points', better: 'higher' } as const;

function scoreFindings(sides: MeasuredSides, found: Found, test: Test): readonly Finding[] {
  const parts = measuredScores(sides);
  const composite = compositeEffect(parts, janusComposite);
  const timeless = { composite: timelessComposite(parts, janusComposite), cost: parts.timelessCost };
  const success = successEffect(sides.tasks);
  const score = { ...points, kind: 'score' } as const;
  return [
    found(
      {
        ...valuesOf(composite),
        ...score,
        key: 'composite',
        label: 'Composite',
        timeless: test('composite', timeless.composite),
      },
      composite,
    ),
    ...dimensions.map((key) => {
      const label = key.charAt(0).toUpperCase() + key.slice(1);
      const withoutTimes = key === 'cost' ? test('cost', timeless.cost) : undefined;
      return found({ ...valuesOf(parts[key]), ...score, key, label, timeless: withoutTimes }, parts[key]);
    }),
    found(
      { ...valuesOf(success), ...score, unit: 'share', key: 'successRate', label: 'Success rate' },
      success,
    ),
  ];
}

/** Of categories that share a task. */
function categoryFindings({ scored, categories }: MeasuredSides, found: Found): readonly Finding[] {
  const about = { ...points, kind: 'category' } as const;
  return [...categoryEffects(scored, categories)].flatMap(([name, effect]) =>
    effect.effects === undefined
      ? []
      : found({ ...valuesOf(effect), ...about, key: `quality/${name}`, label: name }, effect),
  );
}

/** A score that one of the runs does not have itself (a category or kind is missing there) is not compared. */
function measuredScores({ scored, categories, base, candidate, hasTerms }: MeasuredSides) {
  const effects = scoreEffects(scored, categories, janusComposite);
  const timed = hasTerms
    ? effects
    : { speed: notMeasured, cost: notMeasured, streaming: notMeasured, timelessCost: notMeasured };
  const { quality, modality } = effects;
  const { speed, cost, streaming, timelessCost } = timed;
  const all = { quality, speed, cost, streaming, modality };
  const runs = [...base, ...candidate];
  const known = (key: keyof typeof all) =>
    runs.every(({ scores }) => scores[key] !== null) ? all[key] : notMeasured;
  return {
    quality: known('quality'),
    speed: known('speed'),
    cost: known('cost'),
    streaming: known('streaming'),
    modality: known('modality'),
    timelessCost,
  };
}

const units = { costUsd: 'USD', completionTokens: 'tokens' } as const;

function metricFindings(sides: MeasuredSides, found: Found): readonly Finding[] {
  const timeoutMs = timeoutOf(sides.base[0]);
  return comparedMetrics.map((key) => {
    const effect = metricEffect(sides.tasks, key, timeoutMs);
    const unit = key === 'costUsd' || key === 'completionTokens' ? units[key] : 'ms';
    const about = { scale: 'ratio', unit, better: 'lower', kind: 'metric' } as const;
    return found({ ...valuesOf(effect), ...about, key, label: metrics[key].label }, betterIsMore(effect));
  });
}

function betterIsMore({ base, effects, weights }: RatioEffect): TestedEffect {
  if (base === null) return notMeasured;
  return { effects: effects.map((effect) => 0 - effect), weights };
}

function valuesOf({ base, candidate }: Pick<ScoreEffect, 'base' | 'candidate'>) {
  return { base, candidate };
}

interface Ground {
  readonly sides: MeasuredSides;
  readonly clusters: Clusters;
  readonly level: number;
}

/** The same two runs give the same numbers, each finding by dice of its own. */
function testOf(
  key: string,
  { effects, weights }: TestedEffect,
  { sides, clusters, level }: Ground,
): EffectTest | undefined {
  if (effects === undefined || weights === undefined) return undefined;
  const [result] = sides.base;
  const seed = [result?.suite.digest ?? '', result?.run.seed ?? '', result?.profile.digest ?? '', key];
  return pairedTest(clusterEffects({ effects, weights }, clusters), {
    rng: rngFrom('compare', ...seed),
    level,
  });
}
