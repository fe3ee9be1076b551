const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

export interface Bar {
  readonly filled: string;
  readonly rest: string;
}

/** A bar of `columns` cells, filled to `share` (0 to 1) with a precision of an eighth of a cell. */
export function barOf(share: number, columns: number): Bar {
  const parts = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  const filled = '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
  return { filled, rest: '·'.repeat(columns - filled.length) };
}
