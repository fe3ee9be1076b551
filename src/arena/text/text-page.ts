/** A page as finished words: everything rounded, everything foreign inert. The only thing its renderers add is layout. */
export interface TextPage {
  readonly title: string;
  /** What it is about, in short phrases. */
  readonly facts: readonly string[];
  /** What to read before the numbers, a sentence each. */
  readonly notices: readonly PageNotice[];
  readonly sections: readonly PageSection[];
}

export interface PageNotice {
  readonly level: 'note' | 'warn' | 'bad';
  readonly text: string;
}

export interface PageSection {
  readonly title: string;
  /** Short, beside the title; empty: none. */
  readonly note: string;
  readonly parts: readonly PagePart[];
}

export type PagePart = GridPart | FactsPart | TextPart | BlockPart;

export interface GridPart {
  readonly kind: 'grid';
  /** What it shows, for readers who cannot see it. */
  readonly caption: string;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Instead of an empty table. */
  readonly none: string;
}

export interface PageColumn {
  readonly title: string;
  readonly isNumber: boolean;
  /** In a narrow terminal columns are left out from the highest down; 0 always stays. */
  readonly rank: number;
}

/** Plain words, or words with a colour of meaning or a page of the arena behind them. */
export type Cell = string | MarkedCell;

export interface MarkedCell {
  readonly text: string;
  readonly level?: 'good' | 'warn' | 'bad' | undefined;
  /** Path and query of a page of ours: never foreign text but encoded. */
  readonly href?: string | undefined;
  /** Drawn with characters that nobody would read aloud. */
  readonly isDrawing?: boolean | undefined;
}

export interface FactsPart {
  readonly kind: 'facts';
  readonly facts: readonly PageFact[];
}

export interface PageFact {
  readonly label: string;
  readonly text: string;
  readonly level?: 'good' | 'warn' | 'bad' | undefined;
}

/** Sentences, a paragraph each. */
export interface TextPart {
  readonly kind: 'text';
  readonly paragraphs: readonly string[];
}

/** Lines that keep their layout: JSON, a task. */
export interface BlockPart {
  readonly kind: 'block';
  readonly label: string;
  readonly lines: readonly string[];
}

export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

export function cellLevel(cell: Cell): MarkedCell['level'] {
  return typeof cell === 'string' ? undefined : cell.level;
}
