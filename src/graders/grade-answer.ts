import type { Answer } from './answer.js';
import type { GraderInput, GraderServices } from './define-grader.js';
import { failed, faulty } from './findings.js';
import type { Criterion, Grade } from './grade.js';
import { gradeWith } from './index.js';
import type { GraderSpec } from './index.js';

export interface GradeAnswerInput {
  readonly answer: Answer;
  readonly graders: readonly GraderSpec[];
  readonly services: GraderServices;
  readonly signal?: AbortSignal | undefined;
  /** What takes the place of a criterion, by its place among the graders; undefined: it stands. */
  readonly standIn?: ((criterion: Criterion, index: number) => Criterion | undefined) | undefined;
}

/** Rounding in a mean of whole marks must not cost the pass. */
const passFrom = 0.999;

/**
 * All graders of a task on one answer. Quality = Σ weight·quality ÷ Σ weight over the criteria that could be applied, 0
 * where a gate failed; coverage = their share of the weight. One `error` makes the whole grade an error: no other grader
 * stands in for it; only a failed gate goes before it, for then the answer is wrong whatever the rest would say. For the same reason
 * a judge is not asked once a gate has failed. Never rejects because of the answer: a grader that throws is our fault
 * and an error.
 */
export async function gradeAnswer({ graders, standIn, ...rest }: GradeAnswerInput): Promise<Grade> {
  const criteria = new Map<GraderSpec, Criterion>();
  const judgedLast = [...graders].sort((left, right) => Number(isJudged(left)) - Number(isJudged(right)));
  for (const spec of judgedLast) {
    const isSettled =
      isJudged(spec) && rest.services.judge !== undefined && [...criteria.values()].some(isFailedGate);
    const found = isSettled ? notAsked(spec) : await criterionOf({ ...rest, spec });
    criteria.set(spec, standIn?.(found, graders.indexOf(spec)) ?? found);
  }
  return joinCriteria(graders.flatMap((spec) => criteria.get(spec) ?? []));
}

function isJudged({ type }: GraderSpec): boolean {
  return type === 'judge';
}

function isFailedGate({ gate, verdict }: Criterion): boolean {
  return gate && verdict === 'fail';
}

function notAsked({ type: grader, weight, gate }: GraderSpec): Criterion {
  return { ...failed('not asked, because a gate failed'), grader, weight, gate };
}

async function criterionOf(input: GraderInput<GraderSpec>): Promise<Criterion> {
  const { type: grader, weight, gate } = input.spec;
  try {
    return { ...(await gradeWith(input)), grader, weight, gate };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { ...faulty('harness', `the grader ${grader} failed: ${what}`), grader, weight, gate };
  }
}

/** The grade that criteria come to. */
export function joinCriteria(criteria: readonly Criterion[]): Grade {
  const applied = criteria.filter(({ verdict }) => verdict !== 'n_a' && verdict !== 'error');
  const appliedWeight = weightOf(applied);
  const coverage = criteria.length === 0 ? 0 : appliedWeight / weightOf(criteria);
  const broken = criteria.find(({ verdict }) => verdict === 'error');
  const rest = { criteria, coverage };
  const gate = applied.find(isFailedGate);
  if (broken !== undefined && gate === undefined)
    return {
      verdict: 'error',
      quality: 0,
      reason: reasonOf(broken),
      fault: broken.fault ?? 'harness',
      ...rest,
    };
  if (applied.length === 0)
    return {
      verdict: 'n_a',
      quality: 0,
      reason: criteria.map(reasonOf).join('; ') || 'there are no graders',
      ...rest,
    };
  const mean = applied.reduce((sum, { weight, quality }) => sum + weight * quality, 0) / appliedWeight;
  const quality = gate === undefined ? Math.min(1, Math.max(0, mean)) : 0;
  if (quality >= passFrom) return { verdict: 'pass', quality, reason: 'every criterion is met', ...rest };
  const missed = gate === undefined ? applied.filter(({ verdict }) => verdict !== 'pass') : [gate];
  const reason = missed.map(reasonOf).join('; ');
  return { verdict: quality > 0 ? 'partial' : 'fail', quality, reason, fault: 'miner', ...rest };
}

function weightOf(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { weight }) => sum + weight, 0);
}

function reasonOf({ grader, reason }: Criterion): string {
  return `${grader}: ${reason}`;
}
