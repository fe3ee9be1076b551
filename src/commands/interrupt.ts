import { exitCodes, type ExitReason } from '../errors/exit-codes.js';
import type { Io, StopSignal } from './io.js';

/** Ctrl-C while a command works. */
export interface Interrupt extends Disposable {
  /** Aborted by the first signal: stop, but leave everything in order. */
  readonly signal: AbortSignal;
  /** How the program ends because of it; undefined: nobody interrupted. */
  exitReason(): ExitReason | undefined;
  /** The same for work that ended in `problem`. Throws it on where the interruption is not its cause. */
  endedBy(problem: unknown): ExitReason;
  /** What the second signal does before the process ends: leave the terminal tidy. */
  beforeExit(act: () => void): void;
}

const reasons = { SIGINT: 'interrupted', SIGTERM: 'terminated' } as const satisfies Record<
  StopSignal,
  ExitReason
>;

/** The first signal stops gracefully, the second ends the process at once. */
export function listenForInterrupt(io: Io, onFirst: (signal: StopSignal) => void): Interrupt {
  const controller = new AbortController();
  const lastActs: (() => void)[] = [];
  let first: StopSignal | undefined;
  const exitReason = () => (first === undefined ? undefined : reasons[first]);
  const stopListening = io.onSignal((signal) => {
    if (first !== undefined) {
      for (const act of lastActs) act();
      io.exitNow(exitCodes[reasons[signal]].code);
      return;
    }
    first = signal;
    controller.abort();
    onFirst(signal);
  });
  return {
    signal: controller.signal,
    exitReason,
    endedBy: (problem) => {
      const reason = exitReason();
      if (reason !== undefined && problem instanceof Error && problem.name === 'AbortError') return reason;
      throw problem;
    },
    beforeExit: (act) => void lastActs.push(act),
    [Symbol.dispose]: stopListening,
  };
}
