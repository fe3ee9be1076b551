import type { Clock } from '../lib/clock.js';
import type { Target } from '../target/target.js';
import type { TokenCounter } from '../target/token-counter.js';
import type { Capture } from './capture.js';
import type { ContractLimits } from './limits.js';

/** `must`: a failure breaks the contract. `should`: it costs score, so the worst is a warning. `may`: for those who have it. */
export type CheckLevel = 'must' | 'should' | 'may';

/** From best to worst; `skip` says nothing either way. */
export const checkVerdicts = ['pass', 'skip', 'warn', 'fail'] as const;
export type CheckVerdict = (typeof checkVerdicts)[number];

/** One thing the contract asks for. */
export interface Check {
  /** `K01` and on: what `--only` names. */
  readonly id: string;
  readonly level: CheckLevel;
  readonly title: string;
  /** Takes minutes: only with `--long`, or where it is named. */
  readonly isLong?: boolean | undefined;
  /** Rejects only where this side failed, or was interrupted. */
  run(context: CheckContext): Promise<Observation>;
}

/** What a check did and saw, in words; anything the miner said may stand in them as it came. */
export interface Observation {
  readonly verdict: CheckVerdict;
  readonly sent: string;
  readonly came: string;
  readonly limit: string;
  /** What to do about it; absent where nothing is wrong. */
  readonly fix?: string | undefined;
  /** Nobody is there: no other check can find anything. */
  readonly isHopeless?: boolean | undefined;
}

/** What a check may use. */
export interface CheckContext {
  readonly target: Target;
  readonly model: string;
  readonly tokens: TokenCounter;
  readonly clock: Clock;
  readonly limits: ContractLimits;
  /** For one request, where the check has no shorter limit of its own. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What a page of the miner must not show. */
  readonly secrets: readonly string[];
  /** The start of what a miner said, without secrets: they go before it is cut, or half of one could stay. */
  readonly excerpt: (text: string) => string;
  /** A short answer as a stream, asked for once and looked at by several checks. */
  readonly shortStream: () => Promise<Capture>;
  /** The same of a task that takes work. */
  readonly longStream: () => Promise<Capture>;
}
