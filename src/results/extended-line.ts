import * as z from 'zod';
import type { RunHeader } from './run-header.js';

/** A line of the journal written where a run goes on beyond what its first line planned. */
export const extendedLineSchema = z.object({
  schema: z.literal('janus-bench/extended'),
  schemaVersion: z.literal(1),
  /** Attempts a task, at the most, from here on. */
  repeat: z.int(),
  /** Ids of the attempts that are added, in the order of issue. */
  order: z.array(z.string()),
});
export type ExtendedLine = z.output<typeof extendedLineSchema>;

/** The header of a run that had planned all of it from the start. */
export function extendHeader(header: RunHeader, { repeat, order }: ExtendedLine): RunHeader {
  const from = header.settings['repeat']?.from ?? 'default';
  return {
    ...header,
    repeat,
    order: [...header.order, ...order],
    settings: { ...header.settings, repeat: { value: repeat, from } },
  };
}
