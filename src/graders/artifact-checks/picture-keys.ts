import * as z from 'zod';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'a colour is written #rrggbb');
const tolerance = z
  .int()
  .min(0)
  .max(128)
  .default(16)
  .describe('how far red, green and blue may each be off, of 255');
const place = z
  .number()
  .min(0)
  .refine((value) => value <= 1 || Number.isInteger(value), 'above 1 it is a whole number of pixels')
  .describe('up to 1 a share of the side, above 1 pixels; from the left or from the top');
const extent = z.number().refine((value) => value > 0 && (value <= 1 || Number.isInteger(value)), {
  error: 'up to 1 a share of the side, above 1 a whole number of pixels',
});
const sidePixels = z.int().min(1).max(16_384);
const side = z
  .union([sidePixels, z.strictObject({ min: sidePixels.optional(), max: sidePixels.optional() })])
  .optional();

const bars = z.strictObject({
  values: z.array(z.number().positive()).min(2).max(40).describe('in the order in which the bars stand'),
  colour: z
    .union([colour, z.array(colour).min(2).max(40)])
    .describe('of every bar, or of each; nothing else may have it'),
  labels: z
    .array(z.string().min(1).max(200))
    .optional()
    .describe('of an SVG: texts that stand in this order along the bars'),
  direction: z
    .enum(['up', 'down', 'right', 'left'])
    .default('up')
    .describe('where the bars grow to; they stand side by side, the first left or on top'),
  tolerance: z
    .number()
    .min(0)
    .max(0.2)
    .default(0.02)
    .describe('how far a height may be off, as a share of the tallest bar'),
  colourTolerance: tolerance,
});

const region = z.strictObject({
  x: place,
  y: place,
  width: extent,
  height: extent,
  colour,
  share: z.number().min(0.01).max(1).default(0.98).describe('at least this much of it has the colour'),
  tolerance,
});

const colourCount = z.int().min(1).max(64);

/** What a picture is measured for, whether it came as pixels or as SVG, which is drawn first. Transparent is white. */
export const pictureKeys = z.strictObject({
  width: side.describe('pixels, or bounds; of an SVG what it declares'),
  height: side.describe('pixels, or bounds; of an SVG what it declares'),
  pixels: z
    .array(z.strictObject({ x: place, y: place, colour, tolerance }))
    .min(1)
    .max(200)
    .optional()
    .describe('single pixels and their colour'),
  regions: z.array(region).min(1).max(100).optional().describe('rectangles and the colour that fills them'),
  dominant: z
    .strictObject({ colour, tolerance })
    .optional()
    .describe('the colour that covers more of it than any other'),
  distinctColours: z
    .union([colourCount, z.strictObject({ min: colourCount.optional(), max: colourCount.optional() })])
    .optional()
    .describe('colours that cover at least 0.5 % each; near shades count as one'),
  bars: bars.optional().describe('a bar chart, measured as drawn'),
});

export type PictureSpec = z.output<typeof pictureKeys>;
export type BarsSpec = NonNullable<PictureSpec['bars']>;
export type Bounds = number | { readonly min?: number | undefined; readonly max?: number | undefined };
