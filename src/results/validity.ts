import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';
import type { CalibrationSummary } from './calibration.js';
import type { RunResult } from './run-result.js';

/** What a measurement may be off by before it is doubted, and before it is thrown away. */
export const validityLimits = {
  /**
   * A stamp is late by as much as the timing thread stood still. The steepest curve starts at 300 ms of TTFT: 50 ms
   * more there cost 0.9 points of Speed at the worst; 250 ms would cost 3.5 and hide a stall's true length.
   */
  clientLagP95Ms: { suspect: 50, invalid: 250 },
  /** One standstill this long is a stall (2 s) of our own making somewhere in the run, however rare. */
  clientLagMaxMs: { suspect: 1_000 },
  /** Latency counts from `issued`, so lag takes nothing from it; it makes the load lighter than the one named. */
  scheduleLagP95Ms: { suspect: 250, invalid: 2_000 },
  /** Of what an open loop's arrival list holds: with a tenth missing it is another load. */
  deliveredShare: { suspect: 0.99, invalid: 0.9 },
  /** The step of the clock; times are given to 0.001 ms and the shortest anchor is 300 ms. */
  clockResolutionMs: { suspect: 1, invalid: 10 },
  /**
   * Events that share a read are a miner's right (it may send them together). Where this thread lagged as well, they may
   * have piled up on our side, and then gaps are wrong.
   */
  coalesced: { share: 0.5, clientLagMs: 20, attempts: 0.1 },
} as const;

export interface ValidityFacts {
  readonly clockResolutionMs: number;
  readonly attempts: readonly AttemptFacts[];
  /** Undefined: a closed loop, which asks for no rate. */
  readonly openLoop?:
    { readonly scheduledPerSecond: number; readonly deliveredPerSecond: number | null } | undefined;
  /** Undefined: this machine was not calibrated, which casts no doubt by itself. */
  readonly calibration?: Pick<CalibrationSummary, 'verdict' | 'reasons' | 'measuredAt'> | undefined;
}

export interface AttemptFacts {
  readonly clientLagMs: number;
  readonly scheduleLagMs: number;
  /** 0-1; undefined where nothing was streamed. */
  readonly coalescedShare: number | undefined;
}

type Status = RunResult['validity']['status'];

interface Doubt {
  readonly status: Status;
  readonly reason: string;
}

/**
 * Whether this machine was fit to measure, apart from how the miner did (METHODOLOGY section 2). The worst finding
 * decides.
 */
export function validityOf(facts: ValidityFacts): RunResult['validity'] {
  const { clockResolutionMs, attempts, openLoop, calibration } = facts;
  if (attempts.length === 0) return { status: 'invalid', reasons: ['no attempt was measured'] };
  const lags = attempts.map(({ clientLagMs }) => clientLagMs);
  const limits = validityLimits;
  const doubts = [
    beyond(p95(lags), limits.clientLagP95Ms, 'timing thread stood still for (p95)'),
    beyond(
      lags.reduce((left, right) => Math.max(left, right), 0),
      limits.clientLagMaxMs,
      'timing thread stood still once for',
    ),
    beyond(
      p95(attempts.map(({ scheduleLagMs }) => scheduleLagMs)),
      limits.scheduleLagP95Ms,
      'requests left late by (p95)',
    ),
    beyond(clockResolutionMs, limits.clockResolutionMs, 'clock moves in steps of'),
    pileUp(attempts),
    openLoop === undefined ? undefined : underDelivered(openLoop),
    unfitMachine(calibration),
  ].filter((doubt) => doubt !== undefined);
  const worst: readonly Status[] = ['invalid', 'suspect', 'valid'];
  return {
    status: worst.find((status) => doubts.some((doubt) => doubt.status === status)) ?? 'valid',
    reasons: doubts.map(({ reason }) => reason),
  };
}

function p95(values: readonly number[]): number {
  return quantile(sortSamples(values), 0.95) ?? 0;
}

function beyond(
  foundMs: number,
  limits: { readonly suspect: number; readonly invalid?: number },
  what: string,
): Doubt | undefined {
  const { suspect, invalid = Number.POSITIVE_INFINITY } = limits;
  if (foundMs <= suspect) return undefined;
  const status = foundMs > invalid ? 'invalid' : 'suspect';
  const limit = status === 'invalid' ? invalid : suspect;
  return { status, reason: `${what} ${rounded(foundMs)} ms (limit ${limit} ms)` };
}

/** Found before the run, so it makes a run doubtful; only what was seen within it makes it invalid. */
function unfitMachine(calibration: ValidityFacts['calibration']): Doubt | undefined {
  if (calibration?.verdict !== 'unfit') return undefined;
  const [day = ''] = calibration.measuredAt.split('T');
  return {
    status: 'suspect',
    reason: `\`calibrate\` found this machine unfit to measure on ${day}: ${calibration.reasons.join(', ')}`,
  };
}

function pileUp(attempts: readonly AttemptFacts[]): Doubt | undefined {
  const { share, clientLagMs, attempts: tolerated } = validityLimits.coalesced;
  const piled = attempts.filter(
    (attempt) => (attempt.coalescedShare ?? 0) > share && attempt.clientLagMs > clientLagMs,
  ).length;
  if (piled <= tolerated * attempts.length) return undefined;
  return {
    status: 'suspect',
    reason: `in ${piled} of ${attempts.length} attempts most events shared a read while the timing thread lagged: gaps may be ours`,
  };
}

function underDelivered({
  scheduledPerSecond,
  deliveredPerSecond,
}: NonNullable<ValidityFacts['openLoop']>): Doubt | undefined {
  const { suspect, invalid } = validityLimits.deliveredShare;
  if (deliveredPerSecond === null || deliveredPerSecond >= suspect * scheduledPerSecond) return undefined;
  const status = deliveredPerSecond < invalid * scheduledPerSecond ? 'invalid' : 'suspect';
  const rates = `${rounded(deliveredPerSecond)} of ${rounded(scheduledPerSecond)} attempts a second`;
  const limit = status === 'invalid' ? invalid : suspect;
  return { status, reason: `only ${rates} were issued (limit ${limit * 100} %)` };
}

/** For a sentence: three significant digits. */
function rounded(ms: number): number {
  return Number(ms.toPrecision(3));
}
