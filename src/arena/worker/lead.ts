import { CaseSupply } from './case-supply.js';
import { evaluateAttempts } from './evaluate-attempts.js';
import { recover } from './recover.js';
import { runCohorts } from './run-cohorts.js';
import type { Leadership, WorkerPorts } from './worker-ports.js';

/**
 * What the holder of the lease does: puts in order what was left, then one cohort after another, and the evaluations
 * beside them. It starts nothing once the signal is aborted and rejects with its reason; attempts that it has sent out
 * go on where they run. Rejects with BenchError('usage') where the case source refuses us, and as the store does where
 * that fails: then it may lead again.
 */
export async function lead(ports: WorkerPorts, leadership: Leadership): Promise<never> {
  await recover(ports);
  const ended = new AbortController();
  const signal = AbortSignal.any([leadership.signal, ended.signal]);
  const supply = new CaseSupply(ports);
  const loops = [
    runCohorts(ports, supply, { ...leadership, signal }),
    evaluateAttempts(
      ports,
      (one) => {
        supply.discard(one);
      },
      signal,
    ),
  ];
  try {
    return await Promise.race(loops);
  } catch (problem) {
    ended.abort(problem);
    await Promise.allSettled(loops);
    throw problem;
  }
}
