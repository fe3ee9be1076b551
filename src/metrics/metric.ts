import type { MeasuredAttempt } from './measured.js';

export interface Metric {
  readonly label: string;
  readonly unit: 'ms' | 'ms/token' | 'tokens' | 'tokens/s' | '1/min' | 'USD' | 'share' | 'count' | 'ratio';
  /** `none`: neither more nor less is better by itself. */
  readonly better: 'lower' | 'higher' | 'none';
  readonly formula: string;
  /** One number of an attempt, or several to be pooled. Undefined: not measured. */
  readonly of: (attempt: MeasuredAttempt) => number | readonly number[] | undefined;
}
