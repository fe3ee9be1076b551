import { formatScore, nothing } from '../../report/words.js';
import { nameOf } from '../../report/view.js';
import { scoreNames, type ScoreCell, type ScoreCells, type ScoreName } from '../standings.js';

/** A score of a row: the words to show, and the numbers that a bar is drawn and a column is sorted by. */
export interface ScoreCellView {
  readonly name: ScoreName;
  /** `Quality` */
  readonly label: string;
  /** `78.4`, or a dash. */
  readonly value: string;
  /** `75.1–81.2`; '' where there is no interval. */
  readonly interval: string;
  /** Null: not measured. */
  readonly cell: ScoreCell | null;
}

/** The composite first, then the dimensions in the order of their weights. */
export function scoreCellViews(scores: ScoreCells): readonly ScoreCellView[] {
  return scoreNames.map((name) => {
    const cell = scores[name];
    return { name, label: scoreLabel(name), value: valueWords(cell), interval: intervalWords(cell), cell };
  });
}

export function scoreLabel(name: ScoreName): string {
  return name === 'composite' ? 'Composite' : nameOf(name);
}

/** Finer than what is shown, so that rows which look alike still have their order. */
export function sortable(value: number): string {
  return value.toFixed(4);
}

export function valueWords(cell: ScoreCell | null): string {
  return cell === null ? nothing : formatScore(cell.value);
}

function intervalWords(cell: ScoreCell | null): string {
  if (cell?.low == null || cell.high === null) return '';
  return `${formatScore(cell.low)}–${formatScore(cell.high)}`;
}
