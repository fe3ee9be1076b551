import type { Clock } from '../lib/clock.js';
import { newRunId } from './header.js';
import { openRunPlace, type RunPlace } from './run-place.js';
import type { Sides } from './ab-sides.js';
import type { Settings } from './settings.js';

type PlaceSettings = Pick<Settings, 'resume' | 'output'>;

/** Two folders whose ids say that they belong together: `<id>-a` and `<id>-b`; those of a pair that is resumed are there. */
export async function openPairPlaces({ a, b }: Sides<PlaceSettings>, clock: Clock): Promise<Sides<RunPlace>> {
  const id = newRunId(clock.wall());
  const placeA = await openRunPlace({ ...a, newId: `${id}-a` }, clock);
  try {
    return { a: placeA, b: await openRunPlace({ ...b, newId: `${id}-b` }, clock) };
  } catch (problem) {
    await placeA[Symbol.asyncDispose]();
    throw problem;
  }
}
