import { janusComposite, type Profile } from './profile.js';
import { dimensions, type Dimension } from './scores.js';

/** 0-100 each; null = not measured. */
export type DimensionValues = Readonly<Record<Dimension, number | null>>;

/**
 * 0.45 Quality + 0.20 Speed + 0.15 Cost + 0.10 Streaming + 0.10 Modality, unrounded. Null as soon as one was not
 * measured. Throws RangeError on NaN.
 */
export function composite(
  values: DimensionValues,
  { weights }: Pick<Profile, 'weights'> = janusComposite,
): number | null {
  let sum = 0;
  for (const dimension of dimensions) {
    const value = values[dimension];
    if (value === null) return null;
    if (Number.isNaN(value)) throw new RangeError(`${dimension} is not a number`);
    sum += weights[dimension] * value;
  }
  return sum;
}

/**
 * The measured dimensions' weighted mean, their weights scaled to a total of 1. Not the composite and never named so:
 * who leaves out a weak dimension gets a higher one. Null where none was measured.
 */
export function renormalised(
  values: DimensionValues,
  { weights }: Pick<Profile, 'weights'> = janusComposite,
): { value: number; over: Dimension[] } | null {
  const over = dimensions.filter((dimension) => values[dimension] !== null);
  if (over.length === 0) return null;
  const total = over.reduce((sum, dimension) => sum + weights[dimension], 0);
  const sum = over.reduce((left, dimension) => left + weights[dimension] * (values[dimension] ?? 0), 0);
  return { value: sum / total, over };
}
