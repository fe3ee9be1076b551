import { noUse } from '../judge/judge-use.js';
import type { Clock } from '../lib/clock.js';
import type { PairSide } from '../results/paired-with.js';
import { resumeCommand } from '../results/resume-command.js';
import type { RunResult } from '../results/run-result.js';
import type { PreparedHalf } from './ab-pair.js';
import { forSides, pairSides, type Sides } from './ab-sides.js';
import { finishedBefore, writeRun } from './end-run.js';
import type { RunEvent } from './run-event.js';
import { assembleRun } from './run.js';
import type { PlanEnding } from './run-stop.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';

export type HalfPlace = Pick<PreparedHalf, 'folder' | 'began'>;

/** The results of both halves as their folders stand now. */
export function assemblePair(
  places: Sides<HalfPlace>,
  { clock, allowPartial }: { readonly clock: Clock; readonly allowPartial: boolean },
): Promise<Sides<RunResult>> {
  const nowText = clock.wall().toISOString();
  return forSides(async (side) => {
    const { folder, began } = places[side];
    const before = began === undefined ? undefined : await finishedBefore(folder);
    const result = await assembleRun(folder, {
      // Both asked one judge: what a half's journal does not say of it was not the half's.
      judgeUsage: { ...noUse, faults: 0 },
      allowPartial,
      finishedAt: nowText,
    });
    const hasNewAttempts = result.attempts.length !== began?.records.length;
    return hasNewAttempts || before === undefined
      ? result
      : { ...result, run: { ...result.run, finishedAt: before } };
  });
}

export interface EndedPair {
  readonly places: Sides<HalfPlace>;
  readonly results: Sides<RunResult>;
  readonly ended: PlanEnding;
  readonly halves: Sides<{ readonly settings: Settings; readonly secrets: Secrets }>;
  readonly onEvent: (event: RunEvent, side?: PairSide) => void;
}

/** Writes both results and tells that the pair has ended, and how to go on where it was interrupted. */
export async function endPair({ places, results, ended, halves, onEvent }: EndedPair): Promise<void> {
  for (const side of pairSides)
    await writeRun(places[side].folder, results[side], { ...halves[side], signingKey: undefined });
  if (ended === 'interrupted') {
    const sum = (of: (result: RunResult) => number) => of(results.a) + of(results.b);
    onEvent({
      kind: 'interrupted',
      resumeCommand: resumeCommand(results.a.run, places.a.folder),
      done: sum(({ attempts }) => attempts.length),
      total: sum(({ run }) => run.plannedAttempts),
    });
  }
  for (const side of pairSides)
    onEvent({ kind: 'finished', folder: places[side].folder, result: results[side] }, side);
}
