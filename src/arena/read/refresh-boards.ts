import * as z from 'zod';
import { arenaRank } from '../rank/rank-profile.js';
import type { Database } from '../../store/database.js';
import { keepSlot, type OpenSlot } from './keep-slot.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** An hour of fewer attempts is as quickly counted as read; one of many is kept wherever it lies, so that its day is too. */
const hour = { fewest: 30, many: 1_000 };
/** Other hours are of use only in days where a window begins or ends, now ($1) or by tomorrow. */
const isAtBorder = Object.values(arenaRank.windowMs)
  .flatMap((length) =>
    length === null ? [] : [`start BETWEEN $1 - ${length + dayMs} AND $1 - ${length - 2 * dayMs}`],
  )
  .join(' OR ');
/** Most evaluations are in by then; one that comes later has its slot counted again. */
const settledMs = 600_000;
/** A slot is not counted again sooner than this, however many verdicts come late. */
const restMs = 60_000;
/** How many attempts one call may count, or one slot of more. */
const attemptsACall = 2_000;

const openSlots = z.array(z.object({ width: z.number(), start: z.number(), decided: z.number() }));

/**
 * Brings up to date what is kept so that boards of millions of attempts answer at once. Call it when verdicts came in, as
 * often as you like: most calls find nothing to do, and none counts more than a few thousand attempts, or one slot. What is
 * not kept yet, readers count themselves, so boards are right without it too. How many slots it kept: whoever has time calls
 * again until that is 0.
 */
export async function refreshBoards(
  database: Database,
  { nowMs }: { readonly nowMs: number },
): Promise<number> {
  const open = openSlots.parse(
    await database.query(
      `SELECT width, start, decided FROM arena_slots
       WHERE kept IS DISTINCT FROM decided AND start + width + ${settledMs} <= $1
         AND (width > ${hourMs} OR decided >= ${hour.many} OR (decided >= ${hour.fewest} AND (${isAtBorder})))
         AND (kept_at IS NULL OR kept_at > $1 OR kept_at + ${restMs} <= $1)
       ORDER BY width, start DESC LIMIT 16`,
      [Math.floor(nowMs)],
    ),
  );
  let keptCount = 0;
  for (const slot of withinReach(open)) if (await keepSlot(database, slot, nowMs)) keptCount += 1;
  return keptCount;
}

/** As many as one call may count, and at least one. */
function withinReach(open: readonly OpenSlot[]): readonly OpenSlot[] {
  let counted = 0;
  return open.filter(({ decided }, index) => {
    counted += decided;
    return index === 0 || counted <= attemptsACall;
  });
}
