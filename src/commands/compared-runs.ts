import { basename } from 'node:path';
import type { NamedRun } from '../compare/compare-runs.js';
import { inert } from '../lib/inert.js';
import type { RunPlace } from '../results/find-run.js';
import { readComparable } from '../results/read-comparable.js';
import { pathFrom, type Io } from './io.js';

export interface PlacedRun extends NamedRun {
  readonly place: RunPlace;
}

/** The runs that were named. One after the other: a result of 100 000 attempts takes its room while it is read. */
export async function readSide(
  references: readonly string[],
  { io, output }: { readonly io: Io; readonly output: string },
): Promise<readonly PlacedRun[]> {
  const runs: PlacedRun[] = [];
  for (const reference of references) {
    const { place, result, from, notes } = await readComparable(reference, pathFrom(io, output));
    const name = shortName(reference, result.run.id);
    if (from === 'journal')
      for (const note of notes) io.stderr.write(`note: ${inert(name, 80)}: ${inert(note, 500)}\n`);
    runs.push({ name, result, place });
  }
  return runs;
}

/** What the user called it, without the folders around it; the run's id where that says more. */
function shortName(reference: string, runId: string): string {
  const name = basename(reference.replace(/\/(?:result\.json|result\.public\.json|attempts\.jsonl)$/u, ''));
  return name === '' || name === '.' || name.includes('result') || runId.startsWith(name) ? runId : name;
}

/** Two runs of one name are told apart by their ids. */
export function named(runs: readonly PlacedRun[]): (run: PlacedRun) => NamedRun {
  return ({ name, result }) => {
    const isShared = runs.some((other) => other.name === name && other.result.run.id !== result.run.id);
    return { name: isShared ? result.run.id : name, result };
  };
}
