import type * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';

const shownProblems = 8;

/** A value from outside as what `schema` says. Throws BenchError('usage') that starts with `where` and names every problem. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { where, hint }: { readonly where: string; readonly hint?: string },
): z.output<Schema> {
  const { success, data, error } = parsed(schema, value, where);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || '(whole)'}: ${message}`);
  const more = problems.length > shownProblems ? [`… and ${problems.length - shownProblems} more`] : [];
  const list = [...problems.slice(0, shownProblems), ...more].join('; ');
  throw new BenchError('usage', `${where} ${list}`, hint === undefined ? {} : { hint });
}

/** JSON may be nested deeper than any check can follow. */
function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string) {
  try {
    return schema.safeParse(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new BenchError('usage', `${where} is nested too deeply`, { cause });
  }
}
