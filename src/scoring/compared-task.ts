import type { CountedParts } from './pool.js';

/** Terms of a counted attempt, as `partsOf` makes them and results keep them. */
export interface AttemptTerms {
  /** q */
  readonly quality: number;
  /** v */
  readonly credit: number;
  /** u */
  readonly firstUtility: number;
  /** rho; null: Infinity. */
  readonly lifecycleRatio: number | null;
  readonly costUtility: number;
  /** Without compute seconds that are really a lifecycle; left out: the same. */
  readonly timelessCostUtility?: number | undefined;
  readonly streamingUtility: number;
}

/** A task that was counted on both sides. */
export interface ComparedTask {
  readonly id: string;
  readonly category: string;
  readonly template: string;
  readonly pair?: string | undefined;
  readonly kind?: string | undefined;
  /** Of the counted attempts, at least one a side. */
  readonly base: readonly AttemptTerms[];
  readonly candidate: readonly AttemptTerms[];
}

export interface ComparedCategory {
  readonly name: string;
  readonly feeds: 'quality' | 'modality' | 'none';
  /** The modality kinds it declares. */
  readonly kinds: readonly string[];
}

/** What comparing needs of a counted attempt's parts. */
export function attemptTerms(parts: CountedParts): AttemptTerms {
  const { quality, credit, first, lifecycle, cost, streaming } = parts;
  return {
    quality,
    credit,
    firstUtility: first.utility,
    lifecycleRatio: lifecycle.ratio === Infinity ? null : lifecycle.ratio,
    costUtility: cost.utility,
    ...(cost.timelessUtility === cost.utility ? {} : { timelessCostUtility: cost.timelessUtility }),
    streamingUtility: streaming?.utility ?? 0,
  };
}
