import type { ScoredCategory } from './score-input.js';

/** Tasks category after category: all that weights and clusters look at. A `Pool` is one. */
export interface TaskLayout {
  readonly categories: readonly CategoryRange[];
  readonly tasks: readonly { readonly task: PlacedTask }[];
}

export interface CategoryRange extends ScoredCategory {
  /** Its tasks: `start` up to before `end`. */
  readonly start: number;
  readonly end: number;
}

export interface PlacedTask {
  readonly template: string;
  readonly pair?: string | undefined;
  readonly kind?: string | undefined;
}
