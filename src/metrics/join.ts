/** How the numbers of several exchanges become one of the attempt. Undefined: not measured. */

/** Of all exchanges together; undefined as soon as one has none. */
export function total(values: readonly (number | undefined)[]): number | undefined {
  return areMeasured(values) ? values.reduce((sum, value) => sum + value, 0) : undefined;
}

/** The worst exchange's; undefined as soon as one has none: what never came is worse than any time. */
export function worst(values: readonly (number | undefined)[]): number | undefined {
  return areMeasured(values) ? Math.max(...values) : undefined;
}

/** The worst of the exchanges that have one. */
export function worstPresent(values: readonly (number | undefined)[]): number | undefined {
  return worst(values.filter((value) => value !== undefined));
}

function areMeasured(values: readonly (number | undefined)[]): values is readonly number[] {
  return values.length > 0 && !values.includes(undefined);
}
