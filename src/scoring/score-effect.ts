/** A score of both sides over the same tasks, 0-100, and what each task adds to their difference. */
export interface ScoreEffect {
  /** Null: not measured. */
  readonly base: number | null;
  readonly candidate: number | null;
  /** Points, one a task in the order given; they sum to candidate - base. Undefined: not measured. */
  readonly effects: Float64Array | undefined;
  /** How much each task weighs in the score, total 1. */
  readonly weights: Float64Array | undefined;
}

export const notMeasured: ScoreEffect = {
  base: null,
  candidate: null,
  effects: undefined,
  weights: undefined,
};
