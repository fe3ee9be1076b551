import pLimit from 'p-limit';

/** Where finished attempts wait to be graded and written, beside the requests of the next ones. */
export interface GradingDesk {
  /** So much waits that no further request should leave. */
  readonly isFull: () => boolean;
  /** Resolves once one of those that wait is done. */
  readonly whenOneIsDone: () => Promise<void>;
  /** `events`: how many it holds in memory until it is done. */
  readonly hand: (work: DeskWork) => void;
  /** Resolves once all that was handed over is done. */
  readonly settle: () => Promise<void>;
}

export interface DeskWork {
  readonly events: number;
  readonly act: () => Promise<void>;
  readonly onFault: (problem: unknown) => void;
}

/** Graded at once beside the requests; a slow judge may hold up requests only once this many attempts wait for it. */
const gradedAtOnce = 4;
const waitingForGrades = 32;
/** And large ones sooner: so many events may wait at once, whatever a miner sends. */
const waitingEvents = 200_000;

export function openGradingDesk(): GradingDesk {
  const limit = pLimit(gradedAtOnce);
  const waiting = new Set<Promise<void>>();
  let heldEvents = 0;
  return {
    isFull: () => waiting.size >= waitingForGrades || heldEvents > waitingEvents,
    whenOneIsDone: () => Promise.race(waiting),
    hand: ({ events, act, onFault }) => {
      heldEvents += events;
      const work = limit(act)
        .catch(onFault)
        .finally(() => {
          heldEvents -= events;
          waiting.delete(work);
        });
      waiting.add(work);
    },
    settle: async () => {
      await Promise.all(waiting);
    },
  };
}
