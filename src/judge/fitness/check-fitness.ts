import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Judge } from '../judge.js';
import { fitnessBattery, type Battery } from './battery.js';
import { scoreFitness, type FitnessOutcome, type FitnessScore } from './score-fitness.js';

export interface FitnessOptions {
  readonly battery?: Battery | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface FitnessReport extends FitnessScore {
  readonly battery: Pick<Battery, 'version' | 'digest'> & { readonly cases: number };
}

/** Cases under way at once; the judge has its own limit on requests. */
const concurrency = 16;

/**
 * Puts the battery to a judge, by the same protocol as answers of a run. Rejects only with the signal's reason: a judge
 * that cannot be asked comes out as unfit.
 */
export async function checkFitness(
  judge: Pick<Judge, 'judge'>,
  { battery = fitnessBattery, signal, onProgress }: FitnessOptions = {},
): Promise<FitnessReport> {
  const { version, digest, cases } = battery;
  const limit = pLimit(concurrency);
  // Every request listens to it: that many listeners are no leak.
  if (signal !== undefined) setMaxListeners(0, signal);
  let done = 0;
  const outcomes = await Promise.all(
    cases.map((fitnessCase) =>
      limit(async (): Promise<FitnessOutcome> => {
        signal?.throwIfAborted();
        const verdict = await judge.judge(fitnessCase.judgeCase, signal);
        onProgress?.(++done, cases.length);
        return { fitnessCase, verdict };
      }),
    ),
  );
  return { battery: { version, digest, cases: cases.length }, ...scoreFitness(outcomes) };
}
