import * as z from 'zod';

/** What crosses the owner's door. */

export const doorPaths = { query: '/query', script: '/script' } as const;

export const doorCallSchema = z.object({
  text: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).default([]),
});

export type DoorCall = z.output<typeof doorCallSchema>;

export const doorReplySchema = z.union([
  z.object({ rows: z.array(z.record(z.string(), z.unknown())) }),
  z.object({ sqlError: z.object({ sqlState: z.string(), message: z.string() }) }),
  z.object({ refusal: z.object({ message: z.string(), hint: z.string() }) }),
]);
export type DoorReply = z.output<typeof doorReplySchema>;
