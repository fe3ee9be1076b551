import * as z from 'zod';

/** A line of the journal written each time an interrupted run is taken up again. */
export const resumeLineSchema = z.object({
  schema: z.literal('janus-bench/resume'),
  schemaVersion: z.literal(1),
  /** Calendar time, ISO 8601. */
  resumedAt: z.string(),
  /** Trace contexts of the unscored requests before it went on. */
  warmUpTraces: z.array(z.string()).default([]),
});
export type ResumeLine = z.output<typeof resumeLineSchema>;
