import { inert } from '../../lib/inert.js';

const letters = 12;

/** The start of a cohort's or an attempt's id: enough to tell one from another, and for `arena cohort`. */
export function shortId(id: string): string {
  return inert(id, 60).slice(0, letters);
}
