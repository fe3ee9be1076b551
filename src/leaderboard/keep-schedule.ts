import { dueRound, type Schedule } from './due-round.js';
import { nextRoundAt } from './next-round.js';
import { runRound, tell, wallMs, type RoundLeadership, type RoundPorts } from './run-round.js';

export interface SchedulePorts extends RoundPorts {
  /** Resolves when the queue rang for a round, or after a while without; rejects with the signal's reason. */
  readonly ring: (signal: AbortSignal) => Promise<void>;
}

/**
 * Performs every round when it is due, until the signal: rejects with its reason. The queue rings; what is due the journal
 * and the calendar say, so a ring that is lost, late or doubled changes nothing.
 */
export async function keepSchedule(
  ports: SchedulePorts,
  schedule: Schedule,
  leadership: RoundLeadership,
): Promise<never> {
  let toldNextMs: number | undefined;
  for (;;) {
    leadership.signal.throwIfAborted();
    const round = await dueRound(ports, schedule);
    if (round !== undefined) await runRound(ports, round, leadership);
    const nextMs = nextRoundAt(schedule.cron, schedule.timeZone, wallMs(ports.clock));
    if (nextMs !== toldNextMs) tell(ports, 'next_round', { at: new Date(nextMs).toISOString() });
    toldNextMs = nextMs;
    await ports.ring(leadership.signal);
  }
}
