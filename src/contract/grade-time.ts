import type { CheckVerdict } from './check.js';

/** A time against its two limits: over `warnMs` a warning, over `failMs` a failure. What never came fails. */
export function gradeTime(
  ms: number | undefined,
  { warnMs, failMs }: { readonly warnMs: number; readonly failMs: number },
): CheckVerdict {
  if (ms === undefined || ms > failMs) return 'fail';
  return ms > warnMs ? 'warn' : 'pass';
}
