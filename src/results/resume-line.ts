import * as z from 'zod';

/** A line of the journal written each time an interrupted run is taken up again. */
export const resumeLineSchema = z.object({
  schema: z.literal('janus-bench/resume'),
  schemaVersion: z.literal(1),
  /** Calendar time, ISO 8601. */
  resumedAt: z.string(),
});
export type ResumeLine = z.output<typeof resumeLineSchema>;
