import { dirname, join } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { mapSides, type Sides } from './ab-sides.js';
import { readBegunRun, type BegunRun } from './resumed-run.js';
import type { ResumedRun } from './resumed-settings.js';

/** A half of a pair that was begun. */
export interface ResumedHalf extends ResumedRun {
  readonly folder: string;
}

/**
 * Both halves of the pair that `ab --resume` names: the folder or id of either, or the start that both ids share. Throws
 * BenchError('usage') where it is no pair, or one half never began.
 */
export async function readResumedPair(reference: string, output: string): Promise<Sides<ResumedHalf>> {
  const one = await readBegunRun(reference, output).catch(async (problem: unknown) =>
    // The pair's own id begins both.
    readBegunRun(`${reference}-a`, output).catch(() => {
      throw problem;
    }),
  );
  const { pairedWith } = one.header;
  if (pairedWith === undefined) throw noPair(one);
  const other = await readOther(one, pairedWith.runId);
  const pair: Sides<BegunRun> = pairedWith.side === 'a' ? { a: one, b: other } : { a: other, b: one };
  return mapSides(pair, ({ folder, header: { runId, settings } }) => ({ folder, runId, recorded: settings }));
}

/** It lies beside: its id comes from a file, and must not lead elsewhere. */
async function readOther({ folder, header }: BegunRun, id: string): Promise<BegunRun> {
  const hint = 'A pair is resumed with both of its folders, side by side; without one, begin a new pair.';
  if (!/^[\w.-]+$/.test(id) || /^\.+$/.test(id))
    throw new BenchError('usage', `run ${inert(header.runId, 80)} names ${inert(id, 80)} as its other half`, {
      hint,
    });
  const place = join(dirname(folder), id);
  const other = await readBegunRun(place, dirname(folder)).catch((cause: unknown) => {
    if (!(cause instanceof BenchError)) throw cause;
    throw new BenchError('usage', `the other half of the pair is not at ${place}: ${cause.message}`, {
      hint,
      cause,
    });
  });
  if (other.header.pairedWith?.runId === header.runId) return other;
  throw new BenchError('usage', `${inert(id, 80)} is not the other half of ${inert(header.runId, 80)}`, {
    hint,
  });
}

function noPair({ header }: BegunRun): BenchError {
  const run = inert(header.runId, 80);
  return new BenchError('usage', `run ${run} was made alone, not by ab`, {
    hint: `Finish it with: janus-bench run --resume ${run}`,
  });
}
