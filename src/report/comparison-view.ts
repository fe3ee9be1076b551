import type { Comparison, ComparedRun, Finding } from '../compare/comparison.js';
import { inert } from '../lib/inert.js';
import { formatShare } from '../lib/quantity.js';
import { headlineOf, type Headline } from './comparison-headline.js';
import {
  formatEffect,
  formatInterval,
  formatP,
  formatSmallest,
  formatValue,
  verdictWords,
} from './comparison-words.js';
import { pairwiseLines, type PairwiseLine } from './pairwise-words.js';
import { counted, formatTime } from './words.js';

/** A comparison as finished words: everything rounded, everything foreign inert. `comparison` is there for machines. */
export interface ComparisonView {
  readonly comparison: Comparison;
  readonly headline: Headline;
  /** How it was made: tasks, repeats, pairing. */
  readonly facts: readonly string[];
  /** Base and candidate, with further runs after each. */
  readonly runs: readonly RunView[];
  readonly obstacles: readonly string[];
  readonly notes: readonly string[];
  readonly groups: readonly FindingGroup[];
  readonly flips: readonly FlipView[];
  /** `2 lost, 1 won`. */
  readonly flipCount: string;
  /** Tasks that were not compared, by reason. */
  readonly unmatched: readonly UnmatchedView[];
  /** With --judge-pairwise: what a judge prefers. */
  readonly pairwise: readonly PairwiseLine[];
}

export interface RunView {
  readonly role: 'base' | 'candidate';
  readonly name: string;
  readonly facts: readonly string[];
}

export interface FindingGroup {
  readonly title: string;
  readonly rows: readonly FindingView[];
  /** Why some are inconclusive. */
  readonly reasons: readonly string[];
}

export interface FindingView {
  readonly label: string;
  readonly base: string;
  readonly candidate: string;
  readonly change: string;
  readonly interval: string;
  /** One-sided, in the direction seen. */
  readonly p: string;
  readonly verdict: string;
  readonly level: 'good' | 'warn' | 'bad' | 'plain';
  /** The smallest change that would have been found in 4 of 5 tries. */
  readonly smallest: string;
}

export interface FlipView {
  readonly taskId: string;
  readonly category: string;
  readonly change: 'lost' | 'won';
  /** Right attempts of all: `3/3`. */
  readonly base: string;
  readonly candidate: string;
  /** The attempts to look at. */
  readonly baseAttempt: string;
  readonly candidateAttempt: string;
}

export interface UnmatchedView {
  readonly label: string;
  readonly text: string;
}

/** What the columns of findings mean, for a line below them. */
export const findingsNote =
  '95 %: interval of the change. p: one-sided, in the direction seen. unseen: a change smaller than this would have been missed in over 1 of 5 tries.';

const groupTitles = { score: 'Scores', category: 'Quality by category', metric: 'Times and costs' } as const;

/** The only place that rounds. */
export function toComparisonView(comparison: Comparison): ComparisonView {
  const { base, candidate, baseRuns, candidateRuns, obstacles, notes, flips } = comparison;
  const lost = flips.filter(({ change }) => change === 'lost').length;
  return {
    comparison,
    headline: headlineOf(comparison),
    facts: factsOf(comparison),
    runs: [
      ...[base, ...baseRuns].map((run) => runView('base', run)),
      ...[candidate, ...candidateRuns].map((run) => runView('candidate', run)),
    ],
    obstacles: obstacles.map((text) => sentence(inert(text, 600))),
    notes: notes.map((text) => inert(text, 600)),
    groups: (['score', 'category', 'metric'] as const).flatMap((kind) => groupOf(comparison, kind)),
    flips: flips.map(flipView),
    flipCount: [
      ...(lost > 0 ? [`${lost} lost`] : []),
      ...(flips.length > lost ? [`${flips.length - lost} won`] : []),
    ].join(', '),
    unmatched: unmatchedOf(comparison),
    pairwise: pairwiseLines(comparison.pairwise),
  };
}

function factsOf({ tasks, pairing, base, findings }: Comparison): readonly string[] {
  if (findings.length === 0) return [];
  return [
    `${counted(tasks.compared, 'task')} × ${base.repeat}`,
    pairing === 'interleaved' ? 'interleaved, task by task' : 'runs made apart',
  ];
}

function runView(role: RunView['role'], run: ComparedRun): RunView {
  const { name, runId, startedAt, target, model, coverage, validity } = run;
  return {
    role,
    name: inert(name, 60),
    facts: [
      ...(name === runId ? [] : [inert(runId, 60)]),
      inert(target, 80),
      inert(model, 40),
      formatTime(startedAt),
      ...(coverage < 1 ? [`coverage ${formatShare(coverage)}`] : []),
      ...(validity === 'valid' ? [] : [validity]),
    ],
  };
}

function groupOf({ findings }: Comparison, kind: Finding['kind']): readonly FindingGroup[] {
  const own = findings.filter((finding) => finding.kind === kind);
  if (own.length === 0) return [];
  return [{ title: groupTitles[kind], rows: own.map(findingView), reasons: reasonsOf(own) }];
}

function findingView(finding: Finding): FindingView {
  const { label, base, candidate, effect, interval, verdict, smallestEffect, unit } = finding;
  const isMeasured = effect !== null;
  return {
    label: shortNames[finding.key] ?? inert(label, 30),
    base: formatValue(base, unit),
    candidate: formatValue(candidate, unit),
    change: formatEffect(effect, finding),
    interval: formatInterval(interval, finding),
    p: formatP(isHarmful(finding) ? finding.pWorse : finding.pBetter),
    verdict: isMeasured ? verdictWords[verdict] : 'not measured',
    level: isMeasured ? levels[verdict] : 'plain',
    smallest: formatSmallest(smallestEffect, finding),
  };
}

/** For a column; sentences use the label. */
const shortNames: Readonly<Record<string, string>> = {
  successRate: 'Success',
  ttfaMs: 'TTFA',
  costUsd: 'Dollars',
  completionTokens: 'Tokens',
};

const levels = { regressed: 'bad', improved: 'good', not_worse: 'plain', inconclusive: 'warn' } as const;

function isHarmful({ effect, better }: Finding): boolean {
  return better === 'higher' ? (effect ?? 0) <= 0 : (effect ?? 0) >= 0;
}

/** `Speed, Streaming: one run a side.` */
function reasonsOf(findings: readonly Finding[]): readonly string[] {
  const undecided = findings.filter(({ effect, reason }) => effect !== null && reason !== '');
  return [...new Set(undecided.map(({ reason }) => reason))].map((reason) => {
    const own = undecided
      .filter((finding) => finding.reason === reason)
      .map(({ key, label }) => shortNames[key] ?? inert(label, 30));
    return `${own.join(', ')}: ${inert(reason, 300)}.`;
  });
}

function flipView({ taskId, category, change, base, candidate }: Comparison['flips'][number]): FlipView {
  const right = ({ passed, attempts }: typeof base) => `${passed}/${attempts}`;
  return {
    taskId: inert(taskId, 60),
    category: inert(category, 40),
    change,
    base: right(base),
    candidate: right(candidate),
    baseAttempt: inert(base.attemptId, 80),
    candidateAttempt: inert(candidate.attemptId, 80),
  };
}

const namedTasks = 12;

function unmatchedOf({ tasks }: Comparison): readonly UnmatchedView[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['in the base alone', tasks.onlyBase],
    ['in the candidate alone', tasks.onlyCandidate],
    ['not counted in both', tasks.notCounted],
  ];
  return lists.flatMap(([label, ids]) => {
    if (ids.length === 0) return [];
    const names = ids.slice(0, namedTasks).map((id) => inert(id, 60));
    const more = ids.length > names.length ? [`and ${ids.length - names.length} more`] : [];
    return { label, text: `${counted(ids.length, 'task')}: ${[...names, ...more].join(', ')}` };
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') || text.endsWith('?') ? '' : '.'}`;
}
