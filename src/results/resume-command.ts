import type { PairedWith } from './paired-with.js';

/** What finishes an interrupted run; the halves of a pair are finished together. */
export function resumeCommand(
  { pairedWith }: { readonly pairedWith?: PairedWith | undefined },
  reference: string,
): string {
  return `janus-bench ${pairedWith === undefined ? 'run' : 'ab'} --resume ${reference}`;
}
