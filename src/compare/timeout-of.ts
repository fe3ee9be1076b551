import type { RunResult } from '../results/run-result.js';

const usualMs = 300_000;

/** The longest an attempt of the run could take, ms. */
export function timeoutOf(result: RunResult | undefined): number {
  const value = result?.run.settings['timeoutMs']?.value;
  return typeof value === 'number' && value > 0 ? value : usualMs;
}
