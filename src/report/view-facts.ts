import { inert } from '../lib/inert.js';
import type { RunResult } from '../results/run-result.js';
import { formatMs, formatShare, formatUsd } from '../lib/quantity.js';
import { counted, formatCount, formatTime } from './words.js';

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly level: 'good' | 'warn' | 'bad' | 'plain';
}

/** What was run, where and when: short phrases. */
export function runFacts(result: RunResult): readonly string[] {
  const { run, shard, merged, rescored, target, suite, attempts, load } = result;
  const tookMs = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  const tasks =
    suite.selectedTasks === suite.tasks
      ? counted(suite.tasks, 'task')
      : `${suite.selectedTasks} of ${suite.tasks} tasks`;
  return [
    ...(rescored === undefined ? [] : [`rescored from ${inert(rescored.runId, 80)}`]),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.count}`]),
    ...(merged === undefined ? [] : [`merged from ${counted(merged.shards.length, 'shard')}`]),
    inert(target.url, 120),
    `model ${inert(target.model, 80)}`,
    `${tasks} × ${run.repeat}`,
    counted(attempts.length, 'attempt'),
    load.open === null ? `concurrency ${run.concurrency}` : `open loop ${load.open.rate}/s`,
    `seed ${inert(run.seed, 24)}`,
    formatTime(run.startedAt),
    ...(Number.isFinite(tookMs) && tookMs >= 0 ? [formatMs(tookMs)] : []),
    ...(run.official ? ['official'] : []),
  ];
}

export function costFacts({ tokens, metrics, attempts }: RunResult): readonly Fact[] {
  const perAttempt = metrics['costUsd']?.p50 ?? null;
  const median = perAttempt === null ? '' : `${formatUsd(perAttempt)} an attempt (median), `;
  const used = `${formatCount(tokens.reportedPrompt)} in, ${formatCount(tokens.reportedCompletion)} out`;
  const own = `${formatCount(tokens.ownPrompt)} in, ${formatCount(tokens.ownCompletion)} out`;
  const doubts = [
    tokens.usageMissing > 0
      ? `usage missing in ${counted(tokens.usageMissing, 'attempt')} (their cost scores 0)`
      : '',
    tokens.underReported > 0 ? `under-reported in ${counted(tokens.underReported, 'attempt')}` : '',
  ].filter((doubt) => doubt !== '');
  const estimate = tokens.costIsEstimate
    ? `an estimate${doubts.length > 0 ? `: ${doubts.join(', ')}` : ''}`
    : '';
  const facts: Fact[] = [
    {
      label: 'Dollars',
      text: `${median}${formatUsd(tokens.costUsd)} in all, at reference prices${estimate === '' ? '' : `; ${estimate}`}`,
      level: tokens.costIsEstimate ? 'warn' : 'plain',
    },
    { label: 'Tokens', text: `reported ${used}; own count ${own}`, level: 'plain' },
  ];
  return attempts.length === 0 ? [] : facts;
}

/** How far the numbers can be relied on. */
export function trustFacts({ coverage, validity, publishable, judge, profile }: RunResult): readonly Fact[] {
  const excluded = coverage.excludedTasks;
  const without =
    excluded.length === 0
      ? ''
      : `; without a counted attempt: ${inert(excluded.slice(0, 6).join(', '), 300)}${excluded.length > 6 ? ', …' : ''}`;
  const errors =
    coverage.errorShare > 0 ? `; ${formatShare(coverage.errorShare)} lost to faults on this side` : '';
  const facts: Fact[] = [
    {
      label: 'Coverage',
      text: `${formatShare(coverage.share)} of the grading weight${errors}${without}`,
      level: coverage.share >= 0.95 ? 'good' : 'warn',
    },
    {
      label: 'Validity',
      text:
        validity.reasons.length === 0
          ? validity.status
          : `${validity.status}: ${inert(validity.reasons.join('; '), 600)}`,
      level: validity.status === 'valid' ? 'good' : validity.status === 'suspect' ? 'warn' : 'bad',
    },
    {
      label: 'Publishable',
      text: publishable.ok ? 'yes' : `no: ${inert(publishable.reasons.join('; '), 1_200)}`,
      level: publishable.ok ? 'good' : 'plain',
    },
    {
      label: 'Profile',
      text: inert(`${profile.id} ${profile.version} (${profile.digest.slice(0, 12)})`),
      level: 'plain',
    },
  ];
  if (judge === null) return facts;
  const calls = judge.calls === null ? '' : `, ${counted(judge.calls, 'call')}`;
  const isUnfit = judge.fitness?.isFit === false;
  return [
    ...facts,
    {
      label: 'Judge',
      text: `${inert(judge.model, 80)} at ${inert(judge.url, 120)}${calls}${fitnessPhrase(judge.fitness)}`,
      level: isUnfit ? 'bad' : 'plain',
    },
  ];
}

function fitnessPhrase(fitness: NonNullable<RunResult['judge']>['fitness']): string {
  if (fitness === null) return '';
  const { isFit, sensitivity, specificity, attacks } = fitness;
  return `; ${isFit ? 'fit' : 'NOT FIT'}: sensitivity ${formatShare(sensitivity)}, specificity ${formatShare(specificity)}, attacks passed ${attacks.passed} of ${attacks.tried}`;
}
