import { BenchError } from '../errors/bench-error.js';
import type { PairSide } from '../results/paired-with.js';
import type { Target } from '../target/target.js';
import { pairSides, type Sides } from './ab-sides.js';
import { checkHealth } from './preflight.js';
import type { RunEvent } from './run-event.js';

/**
 * Is anybody there, on both sides? Before anything else is sent to either. Throws BenchError('preflight') that names
 * each side where nobody is.
 */
export async function checkBoth(
  miners: Sides<{ readonly target: Target }>,
  onEvent: (event: RunEvent, side?: PairSide) => void,
): Promise<void> {
  const problems: BenchError[] = [];
  const check = async (side: PairSide) => {
    try {
      await checkHealth(miners[side].target, (event) => onEvent(event, side));
    } catch (problem) {
      problems.push(namedProblem(side, problem));
    }
  };
  await Promise.all(pairSides.map(check));
  const [first, second] = problems;
  if (first === undefined) return;
  if (second === undefined) throw first;
  throw new BenchError('preflight', `${first.message}\n  ${second.message}`, {
    hint: first.hint ?? '',
    cause: first,
  });
}

/** The same, its problem naming the side it is about. */
export async function namingSide<Value>(side: PairSide, making: Promise<Value>): Promise<Value> {
  return making.catch((problem: unknown) => {
    throw problem instanceof BenchError ? namedProblem(side, problem) : problem;
  });
}

/** Throws on a problem that is ours. */
function namedProblem(side: PairSide, problem: unknown): BenchError {
  if (!(problem instanceof BenchError)) throw problem;
  const { reason, message, hint } = problem;
  return new BenchError(reason, `${side}: ${message}`, {
    ...(hint === undefined ? {} : { hint }),
    cause: problem,
  });
}
