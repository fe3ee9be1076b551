import { lastRoundAt } from './next-round.js';
import type { PublicRound } from './round-table.js';
import { tell, wallMs, type RoundPorts } from './run-round.js';

export interface Schedule {
  readonly cron: string;
  readonly timeZone: string;
  /** When rounds were first scheduled on this store, UTC ms: none was missed before it. */
  readonly sinceMs: number;
}

export type RoundStarts = Pick<RoundPorts, 'table' | 'competitors' | 'clock' | 'onEvent'>;

/**
 * The round to perform now, begun if it was not; undefined: none is due. Of rounds that were missed only the latest is
 * made up for. One that was interrupted is gone on with until the next is due; then it is closed as it is: its runs stand.
 */
export async function dueRound(ports: RoundStarts, schedule: Schedule): Promise<PublicRound | undefined> {
  const dueAt = lastRoundAt(schedule.cron, schedule.timeZone, wallMs(ports.clock));
  const open = await openRound(ports, dueAt);
  if (open !== undefined) return open;
  const newest = await ports.table.newestDueAt();
  if (dueAt <= Math.max(schedule.sinceMs, newest ?? -Infinity)) return undefined;
  return beginRound(ports, { cron: schedule.cron, dueAt });
}

/** The round that is under way, or else a new one at once. */
export async function roundNow(
  ports: RoundStarts,
  { cron, timeZone }: Omit<Schedule, 'sinceMs'>,
): Promise<PublicRound | undefined> {
  const nowMs = wallMs(ports.clock);
  return (
    (await openRound(ports, lastRoundAt(cron, timeZone, nowMs))) ?? beginRound(ports, { cron, dueAt: nowMs })
  );
}

/** What was interrupted and is not overtaken by a round that is due since. */
async function openRound({ table, ...ports }: RoundStarts, dueAt: number): Promise<PublicRound | undefined> {
  for (;;) {
    const open = await table.open();
    if (open === undefined) return undefined;
    if (open.dueAt >= dueAt) {
      tell(ports, 'round_resumed', { round: open.id });
      return open;
    }
    await table.interrupt(open.id, wallMs(ports.clock));
    tell(ports, 'round_overtaken', { round: open.id });
  }
}

async function beginRound(
  ports: RoundStarts,
  { cron, dueAt }: Omit<PublicRound, 'id'>,
): Promise<PublicRound | undefined> {
  const { table, clock } = ports;
  const round = { id: roundId(dueAt), cron, dueAt };
  const enabled = (await ports.competitors()).filter((competitor) => competitor.enabled).map(({ id }) => id);
  if (!(await table.begin(round, enabled, wallMs(clock)))) return undefined;
  const dueIso = new Date(dueAt).toISOString();
  tell(ports, 'round_started', {
    round: round.id,
    due: dueIso,
    targets: enabled.length,
  });
  return round;
}

/** `round-20260131-030000-000`: as files and tables sort it. */
function roundId(dueAt: number): string {
  const digits = new Date(dueAt).toISOString().replace(/\D/g, '');
  return `round-${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14)}`;
}
