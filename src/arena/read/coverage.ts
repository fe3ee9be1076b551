import * as z from 'zod';
import type { Database } from '../../store/database.js';

/** A stretch of time, [fromMs, toMs), ms since 1970. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Slot {
  readonly width: number;
  readonly start: number;
}

/** What is not kept: there attempts must be counted one by one, about so many. */
export interface Gap extends Stretch {
  readonly attempts: number;
}

/** A stretch as slots that are kept, and the gaps between them where anything was decided. */
export interface Coverage {
  readonly slots: readonly Slot[];
  readonly gaps: readonly Gap[];
}

export interface KnownSlot extends Slot {
  readonly decided: number;
  readonly isKept: boolean;
}

const dayMs = 86_400_000;
const slotRows = z.array(
  z.object({ width: z.number(), start: z.number(), decided: z.number(), isKept: z.boolean() }),
);

/** How to count what ended in a stretch. Only slots of less than `belowWidth` ms count as kept. */
export async function coverageOf(
  database: Database,
  { fromMs, toMs }: Stretch,
  belowWidth = Number.MAX_SAFE_INTEGER,
): Promise<Coverage> {
  const rows = await database.query(
    `SELECT width, start, decided, coalesce(kept = decided AND width < $3, false) AS "isKept" FROM arena_slots
     WHERE start + width > $1 AND start < $2 AND (width = ${dayMs} OR kept = decided)
     ORDER BY start, width DESC`,
    [fromMs, toMs, belowWidth],
  );
  return cover({ fromMs, toMs }, slotRows.parse(rows));
}

/** The widest that are kept come first: `known` are in order of start, then falling width. Every verdict lies in a known day. */
export function cover({ fromMs, toMs }: Stretch, known: readonly KnownSlot[]): Coverage {
  const slots: Slot[] = [];
  const open: Stretch[] = [];
  let reachedMs = fromMs;
  for (const { width, start, isKept } of known) {
    if (!isKept || start < reachedMs || start + width > toMs) continue;
    if (start > reachedMs) open.push({ fromMs: reachedMs, toMs: start });
    slots.push({ width, start });
    reachedMs = start + width;
  }
  if (reachedMs < toMs) open.push({ fromMs: reachedMs, toMs });
  return { slots, gaps: gapsOf(open, known) };
}

/** Both are ascending. */
function gapsOf(open: readonly Stretch[], known: readonly KnownSlot[]): readonly Gap[] {
  const days = known.filter(({ width }) => width === dayMs);
  let first = 0;
  return open.flatMap(({ fromMs, toMs }) => {
    while ((days[first]?.start ?? Infinity) + dayMs <= fromMs) first += 1;
    const gaps: Gap[] = [];
    for (let at = first; (days[at]?.start ?? Infinity) < toMs; at++) {
      const { start = 0, decided = 0 } = days[at] ?? {};
      const gap = { fromMs: Math.max(fromMs, start), toMs: Math.min(toMs, start + dayMs) };
      gaps.push({ ...gap, attempts: Math.ceil((decided * (gap.toMs - gap.fromMs)) / dayMs) });
    }
    return gaps;
  });
}
