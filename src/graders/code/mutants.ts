import { show } from '../findings.js';
import type { CodeSpec } from './code-spec.js';

type Edit = CodeSpec['mutants'][number];

/** The reference with one edit; undefined where what it replaces does not occur (that often). */
export function mutated(reference: string, { replace, by, nth }: Edit): string | undefined {
  let at = -1;
  for (let count = 0; count < nth; count++) {
    at = reference.indexOf(replace, at + 1);
    if (at < 0) return undefined;
  }
  return reference.slice(0, at) + by + reference.slice(at + replace.length);
}

/** `"<=" → "<"`, and which of them where it is not the first. */
export function mutantLabel({ replace, by, nth }: Edit): string {
  return `${show(replace)} → ${show(by)}${nth === 1 ? '' : ` (${nth})`}`;
}
