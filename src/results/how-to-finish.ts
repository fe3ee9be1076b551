import { inert } from '../lib/inert.js';
import { resumeCommand } from './resume-command.js';
import type { RunHeader } from './run-header.js';

/** How the attempts that a run lacks can still be made, as one sentence. `reference`: its folder or id, safe to show. */
export function howToFinish(
  header: Pick<RunHeader, 'pairedWith' | 'rescoredFrom' | 'mergedFrom'>,
  reference: string,
): string {
  const { rescoredFrom, mergedFrom } = header;
  if (rescoredFrom !== undefined)
    return `It was rescored: finish run ${inert(rescoredFrom.runId, 80)} and rescore that again.`;
  if (mergedFrom !== undefined) return 'It was merged: finish what its shards lack, and merge them again.';
  return `Go on with: ${resumeCommand(header, reference)}`;
}
