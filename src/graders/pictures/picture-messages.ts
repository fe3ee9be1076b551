import * as z from 'zod';
import type { PictureQuestion, PictureReading } from './picture-reader.js';

const colour = z.tuple([z.number(), z.number(), z.number()]);
const point = { x: z.number(), y: z.number() };

/** What the process that reads pictures is asked. */
export const questionSchema: z.ZodType<PictureQuestion> = z.object({
  mimeType: z.string(),
  bytes: z.instanceof(Uint8Array),
  points: z.array(z.object(point)),
  areas: z.array(
    z.object({ ...point, width: z.number(), height: z.number(), colour, tolerance: z.number() }),
  ),
  wantsColours: z.boolean(),
  bars: z
    .object({
      colours: z.array(colour),
      tolerance: z.number(),
      direction: z.enum(['up', 'down', 'right', 'left']),
    })
    .optional(),
});

const bar = z.object({
  from: z.number(),
  to: z.number(),
  base: z.number(),
  length: z.number(),
  colour: z.int(),
  fill: z.number(),
});

const readingSchema: z.ZodType<PictureReading> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    width: z.int(),
    height: z.int(),
    points: z.array(colour.optional()),
    areas: z.array(z.number().optional()),
    colours: z.array(z.object({ colour, share: z.number() })),
    isBlank: z.boolean(),
    bars: z.array(bar),
  }),
  z.object({ kind: z.literal('refused'), reason: z.string() }),
  z.object({ kind: z.literal('unavailable'), reason: z.string() }),
]);

/** What it says: first that it is up or why it never will be, then a reading for each question. */
export const replySchema = z.union([z.object({ kind: z.literal('ready') }), readingSchema]);
export type PictureReply = z.output<typeof replySchema>;
