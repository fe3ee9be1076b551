/** 0-100, unrounded, with its 95 % interval; no interval where too few tasks allow none. */
export interface Score {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export const dimensions = ['quality', 'speed', 'cost', 'streaming', 'modality'] as const;
export type Dimension = (typeof dimensions)[number];

/** null = not measured. The composite is null as soon as one dimension is. */
export interface Scores extends Readonly<Record<Dimension, Score | null>> {
  readonly composite: Score | null;
}
