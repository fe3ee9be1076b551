import { composite, type DimensionValues } from '../scoring/composite.js';
import { janusComposite } from '../scoring/profile.js';
import { dimensions } from '../scoring/scores.js';
import { nothing } from './words.js';
import { nameOf } from './view.js';

/**
 * The composite formula, term by term, as one would do it on paper; three decimals. A dimension that was not measured
 * stands as a dash and leaves no composite.
 */
export function renderCompositeTerms(values: DimensionValues): string {
  const { weights, id, version } = janusComposite;
  const formula = dimensions
    .map((dimension) => `${weights[dimension].toFixed(2)} ${nameOf(dimension)}`)
    .join(' + ');
  const terms = compositeTerms(values).map(({ label, weight, value, product }) => {
    const term = `  ${label.padEnd(11)}${weight} × ${value.padStart(7)}`;
    return product === '' ? `${term}   not measured` : `${term} = ${product.padStart(7)}`;
  });
  const sum = composite(values);
  const total = sum === null ? `${nothing}  (a dimension was not measured)` : sum.toFixed(3).padStart(7);
  return [
    `Composite = ${formula}`,
    `            ${id}@${version}, each 0-100`,
    '',
    ...terms,
    `  ${'─'.repeat(34)}`,
    `  ${'Composite'.padEnd(27)}${total}`,
    '',
  ].join('\n');
}

export interface CompositeTerm {
  readonly label: string;
  /** `0.45` */
  readonly weight: string;
  /** `82.1`, or a dash. */
  readonly value: string;
  /** `36.945`; empty: not measured. */
  readonly product: string;
}

export function compositeTerms(values: DimensionValues): readonly CompositeTerm[] {
  const { weights } = janusComposite;
  return dimensions.map((dimension) => {
    const value = values[dimension];
    return {
      label: nameOf(dimension),
      weight: weights[dimension].toFixed(2),
      value: value === null ? nothing : trimmed(value),
      product: value === null ? '' : (weights[dimension] * value).toFixed(3),
    };
  });
}

/** `82.1`, `78.645`: as many decimals as there are, three at the most. */
function trimmed(value: number): string {
  const text = value.toFixed(3).replace(/0+$/u, '');
  return text.endsWith('.') ? `${text}0` : text;
}
