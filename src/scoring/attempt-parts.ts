import { isUnderReported, referenceCostUsd } from '../metrics/cost.js';
import { fallingLog } from './curves.js';
import { firstMs } from './first-output.js';
import { classTargets, type Profile } from './profile.js';
import type { ScoredAttempt, ScoredTask } from './score-input.js';
import { streamingParts, type StreamingParts } from './streaming.js';

/** What one attempt brings to the scores, term by term. */
export interface AttemptParts {
  readonly taskId: string;
  readonly repeat: number;
  /** q: 0 unless ok. Undefined: not counted, and nothing below counts anywhere. */
  readonly quality: number | undefined;
  /** v: q where ok and at least 0.5, else 0. */
  readonly credit: number;
  readonly first: {
    /** Of the worst exchange; Infinity: no meaningful output. */
    readonly firstMs: number;
    /** Of the worst exchange; Infinity: no answer. */
    readonly answerMs: number;
    /** u: half by the first output, half by the answer's start. */
    readonly utility: number;
  };
  readonly lifecycle: {
    /** rho: lifecycle over target; Infinity without credit. */
    readonly ratio: number;
    /** L(rho). */
    readonly utility: number;
  };
  readonly cost: {
    /** kappa, reference dollars. */
    readonly usd: number;
    /** kappa over target. */
    readonly ratio: number;
    /** L(ratio); 0 where usage is missing. */
    readonly utility: number;
    /** The same with compute seconds only where they were metered: a lifecycle in their place drifts as times do. */
    readonly timelessUtility: number;
    readonly usageMissing: boolean;
    readonly underReported: boolean;
  };
  /** Of the exchange with the least utility; undefined where none took place. */
  readonly streaming: StreamingParts | undefined;
}

/**
 * Targets are for one exchange and multiply by their number; of first output, answer and stream the worst exchange
 * counts, lifecycles add up (METHODOLOGY section 2). Throws RangeError on a quality outside 0 to 1 and an unknown class.
 */
export function partsOf(task: ScoredTask, given: ScoredAttempt, profile: Profile): AttemptParts {
  // Exchanges may be worked out when they are asked for: once is enough.
  const attempt = { ...given };
  const { repeat, exchanges } = attempt;
  const quality = countedQuality(attempt);
  const credit = quality !== undefined && quality >= profile.passThreshold ? quality : 0;
  const standard = classTargets(profile, task.class);
  const targetMs = (task.targetLatencyMs ?? standard.latencyMs) * exchanges.length;
  const targetUsd = (task.targetCostUsd ?? standard.costUsd) * exchanges.length;
  const lifecycleMs = exchanges.reduce((sum, { endMs }) => sum + endMs, 0);
  const ratio = credit > 0 && exchanges.length > 0 ? lifecycleMs / targetMs : Infinity;
  return {
    taskId: task.id,
    repeat,
    quality,
    credit,
    first: firstParts(attempt, targetMs, profile),
    lifecycle: { ratio, utility: fallingLog(ratio, profile.lifecycle) },
    cost: costParts(attempt, { lifecycleMs, targetUsd }, profile),
    streaming: worstStreaming(attempt, profile),
  };
}

/** q of a counted attempt: 0 unless its outcome was ok. */
export function countedQuality({ ok, quality }: ScoredAttempt): number | undefined {
  if (quality === undefined) return undefined;
  if (!(quality >= 0 && quality <= 1))
    throw new RangeError(`a quality lies between 0 and 1, not at ${quality}`);
  return ok ? quality : 0;
}

function firstParts({ exchanges }: ScoredAttempt, targetMs: number, profile: Profile): AttemptParts['first'] {
  if (exchanges.length === 0) return { firstMs: Infinity, answerMs: Infinity, utility: 0 };
  const first = Math.max(...exchanges.map((exchange) => firstMs(exchange, profile)));
  const answerMs = Math.max(...exchanges.map((exchange) => exchange.answerMs ?? Infinity));
  const utility = (fallingLog(first, profile.first) + fallingLog(answerMs / targetMs, profile.answer)) / 2;
  return { firstMs: first, answerMs, utility };
}

function costParts(
  { tokens, calls, computeSeconds, exchanges }: ScoredAttempt,
  { lifecycleMs, targetUsd }: { readonly lifecycleMs: number; readonly targetUsd: number },
  profile: Profile,
): AttemptParts['cost'] {
  const used = { exchanges: exchanges.length, lifecycleMs, tokens, calls, computeSeconds };
  const usd = referenceCostUsd(used, profile.prices);
  const usageMissing = tokens.reported === undefined;
  const ratioOf = (dollars: number) => (targetUsd > 0 ? dollars / targetUsd : Infinity);
  const utilityOf = (dollars: number) => (usageMissing ? 0 : fallingLog(ratioOf(dollars), profile.cost));
  return {
    usd,
    ratio: ratioOf(usd),
    utility: utilityOf(usd),
    timelessUtility: utilityOf(referenceCostUsd({ ...used, lifecycleMs: 0 }, profile.prices)),
    usageMissing,
    underReported: isUnderReported(tokens, profile.cost.underReportedBelow),
  };
}

function worstStreaming({ exchanges }: ScoredAttempt, profile: Profile): StreamingParts | undefined {
  const parts = exchanges.map((exchange) => streamingParts(exchange, profile));
  return parts.reduce<StreamingParts | undefined>(
    (worst, part) => (worst === undefined || part.utility < worst.utility ? part : worst),
    undefined,
  );
}
