import type { Clock } from '../../lib/clock.js';
import type { Job, JobQueue } from '../../store/job-queue.js';
import type { AttemptQueue } from './attempt-queue.js';
import { Bell } from './bell.js';

export interface AttemptQueueOptions {
  readonly clock: Clock;
  /** A store that is away, an attempt that could not be performed: told, and gone on from. */
  readonly onProblem: (problem: unknown) => void;
  /** How often jobs of other machines are looked for, ms. */
  readonly pollMs?: number | undefined;
}

const queueName = 'arena-attempts';

/** The longest attempt, its grace, and time to write it down. */
const expireInSeconds = 330;

/**
 * Attempts as jobs of pg-boss on the store. What is sent here is fetched here at once, as far as there are free slots;
 * other machines find the rest within a poll. Nothing is tried twice: a job that failed is done, and whether its attempt
 * is to be sent again is the worker's to say.
 */
export async function openAttemptQueue(
  jobs: JobQueue,
  { clock, onProblem, pollMs = 500 }: AttemptQueueOptions,
): Promise<AttemptQueue> {
  await jobs.create(queueName, { expireInSeconds, retentionMinutes: 60 });
  const bell = new Bell(clock);
  const send = async (keys: readonly string[]) => {
    await jobs.insert(
      queueName,
      keys.map((key, index) => ({ key, priority: keys.length - index })),
    );
    bell.ring();
  };
  return {
    send,
    perform: async (act, { concurrency, signal }) => {
      const underWay = new Map<string, Promise<void>>();
      const isStopped = () => signal.aborted;
      const tell = (problem: unknown) => {
        if (!isStopped() || !isAbort(problem)) onProblem(problem);
      };
      const perform = async ({ id, key }: Job) => {
        await act(key, signal).catch(tell);
        await jobs.complete(queueName, [id]).catch(tell);
        underWay.delete(id);
        bell.ring();
      };
      while (!isStopped()) {
        const since = bell.rings;
        const taken = await take(jobs, concurrency - underWay.size).catch(tell);
        if (isStopped()) await giveBack(jobs, taken ?? [], send).catch(tell);
        else for (const job of taken ?? []) underWay.set(job.id, perform(job));
        await bell.wait({ since, ms: pollMs }, signal).catch(() => undefined);
      }
      await Promise.all(underWay.values());
    },
  };
}

function take(jobs: JobQueue, free: number): Promise<readonly Job[]> {
  return free > 0 ? jobs.fetch(queueName, free) : Promise.resolve([]);
}

/** They came when we were told to stop: somebody else may perform them. */
async function giveBack(
  jobs: JobQueue,
  taken: readonly Job[],
  send: (keys: readonly string[]) => Promise<void>,
): Promise<void> {
  if (taken.length === 0) return;
  await send(taken.map(({ key }) => key));
  await jobs.complete(
    queueName,
    taken.map(({ id }) => id),
  );
}

function isAbort(problem: unknown): boolean {
  return problem instanceof Error && problem.name === 'AbortError';
}
