const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/**
 * Numbers as a row of bars from 0 to the greatest, one character each; a gap where there is none. More numbers than
 * `columns` are drawn as the greatest of each stretch: what stands out must not be lost.
 */
export function sparkline(values: readonly (number | undefined)[], columns: number): string {
  const drawn = values.length <= columns ? values : greatestOfEach(values, columns);
  const top = Math.max(...drawn.map((value) => value ?? 0), 0);
  return drawn.map((value) => (value === undefined ? ' ' : levelOf(value, top))).join('');
}

function greatestOfEach(
  values: readonly (number | undefined)[],
  columns: number,
): readonly (number | undefined)[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.floor(((column + 1) * values.length) / columns);
    const known = values.slice(from, to).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  });
}

function levelOf(value: number, top: number): string {
  const share = top <= 0 ? 0 : Math.max(0, value) / top;
  return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))] ?? levels[0];
}
