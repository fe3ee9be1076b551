import * as z from 'zod';
import { checkVerdicts } from './check.js';

/** One check with what it found. All text is one line, harmless to show, without secrets. */
export const findingSchema = z.object({
  id: z.string(),
  level: z.enum(['must', 'should', 'may']),
  title: z.string(),
  verdict: z.enum(checkVerdicts),
  sent: z.string(),
  came: z.string(),
  limit: z.string(),
  fix: z.string().nullable().describe('what to do; null where nothing is wrong'),
  tookMs: z.number(),
});
export type Finding = Readonly<z.output<typeof findingSchema>>;

/** What `check` writes. */
export const checkReportSchema = z.object({
  schema: z.literal('janus-bench/check'),
  schemaVersion: z.literal(1),
  target: z.string(),
  model: z.string(),
  startedAt: z.iso.datetime(),
  tookMs: z.number(),
  verdict: z.enum(['pass', 'warn', 'fail']).describe('the worst finding; skipped checks say nothing'),
  counts: z.object({
    pass: z.int(),
    skip: z.int(),
    warn: z.int(),
    fail: z.int(),
  }),
  findings: z.array(findingSchema),
});
export type CheckReport = Readonly<z.output<typeof checkReportSchema>>;
