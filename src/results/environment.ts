import * as z from 'zod';

/** The machine the numbers were taken on. */
export const environmentSchema = z.object({
  node: z.string(),
  os: z.string(),
  arch: z.string(),
  cpus: z.int(),
  cpuModel: z.string(),
  memoryBytes: z.number(),
  ci: z.boolean(),
  /** The smallest step the clock was seen to make. */
  clockResolutionMs: z.number(),
});
export type Environment = z.output<typeof environmentSchema>;
