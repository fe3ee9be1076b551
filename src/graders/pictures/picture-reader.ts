/** Decodes and measures a miner's pictures, away from this process. */
export interface PictureReader {
  /** Never rejects because of the picture. Questions wait for one another. */
  measure(question: PictureQuestion): Promise<PictureReading>;
}

/** Red, green, blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Up to 1 a share of the side, above 1 pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where each bar grows to. */
export type BarDirection = 'up' | 'down' | 'right' | 'left';

export interface PictureQuestion {
  /** PNG, JPEG, WebP or SVG; bytes of another kind are refused. */
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly points: readonly Point[];
  readonly areas: readonly (Area & { readonly colour: Colour; readonly tolerance: number })[];
  /** Whether the colours that cover most are asked for. */
  readonly wantsColours: boolean;
  readonly bars?: BarsQuestion | undefined;
}

export interface BarsQuestion {
  /** The colours bars may have, each once. */
  readonly colours: readonly Colour[];
  readonly tolerance: number;
  readonly direction: BarDirection;
}

export type PictureReading =
  | ({ readonly kind: 'measured' } & PictureMeasures)
  /** The miner's doing: no such picture, too big, too much work. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Ours: pictures cannot be read on this machine. */
  | { readonly kind: 'unavailable'; readonly reason: string };

export interface PictureMeasures {
  /** Pixels; of an SVG what it declares. */
  readonly width: number;
  readonly height: number;
  /** One a point; undefined where it lies outside. */
  readonly points: readonly (Colour | undefined)[];
  /** One an area: the share of its pixels that have the colour, 0 to 1; undefined where it lies outside. */
  readonly areas: readonly (number | undefined)[];
  /** The commonest first, near shades counted as one; at most 64. Empty where not asked for. */
  readonly colours: readonly { readonly colour: Colour; readonly share: number }[];
  /** Whether every pixel has the same colour. */
  readonly isBlank: boolean;
  /** Left to right, or top to bottom. */
  readonly bars: readonly Bar[];
}

/** A bar, in pixels as measured: an SVG is drawn larger or smaller than it declares. */
export interface Bar {
  /** Along the row of bars, half-open. */
  readonly from: number;
  readonly to: number;
  /** Where it stands and where it ends, along its direction. */
  readonly base: number;
  readonly length: number;
  /** Index into the question's colours. */
  readonly colour: number;
  /** Share of its rectangle that has its colour, 0 to 1. */
  readonly fill: number;
}
