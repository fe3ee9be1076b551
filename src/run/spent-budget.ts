import { BenchError } from '../errors/bench-error.js';

/** `battery`: what the judge was being tested with when its money ran out. */
export function spentBeforePassing(battery: string): BenchError {
  return new BenchError('budget', `the budget of the judge was spent before it had passed ${battery}`, {
    hint: 'Give --judge-budget-usd more. Votes that came are cached and cost nothing the next time.',
  });
}
