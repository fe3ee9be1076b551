import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { durationForms, parseDurationMs } from '../lib/duration.js';
import type { CommandCall } from './command.js';

/** The options of a command as `shape` says. Throws BenchError('usage') that names every flag with a wrong value. */
export function readOptions<Shape extends z.ZodRawShape>(
  { options }: Pick<CommandCall, 'options'>,
  shape: Shape,
): z.output<z.ZodObject<Shape>> {
  const { success, data, error } = z.object(shape).safeParse(options);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => `--${kebab(String(path[0]))}: ${message}`);
  throw new BenchError('usage', problems.join('\n'), { hint: 'Ask the command for its --help.' });
}

/** One word of a few. */
export function word<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `must be one of ${words.join(', ')}`);
}

/** A number as typed. */
export function numberFrom(least: number, most: number) {
  const sentence = `must be a number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, sentence)
    .transform(Number)
    .pipe(z.number().min(least, sentence).max(most, sentence));
}

export function wholeFrom(least: number, most: number) {
  return numberFrom(least, most).pipe(z.int(`must be a whole number from ${least} to ${most}`));
}

/** A duration as typed, in ms. */
export const time = z
  .string()
  .transform((text) => parseDurationMs(text) ?? Number.NaN)
  .pipe(z.number(`must be ${durationForms}`).min(1, 'must be at least 1 ms'));

export const isOn = z.boolean().default(false);

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
