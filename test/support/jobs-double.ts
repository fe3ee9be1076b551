import type { JobQueue } from '../../src/store/job-queue.js';

export interface JobsInMemory extends JobQueue {
  /** Keys of jobs that nobody has taken, first to come first. */
  waiting(): readonly string[];
  /** The next `times` fetches fail. */
  fail(times: number): void;
  /** Fetches take their jobs but answer only when the returned function is called. */
  holdFetches(): () => void;
}

/** One queue of jobs in memory, by the rules of `openJobQueue`. */
export function jobsInMemory(): JobsInMemory {
  let jobs: { readonly id: string; readonly key: string; readonly priority: number }[] = [];
  let [nextId, failures] = [0, 0];
  let gate = Promise.resolve();
  return {
    create: () => Promise.resolve(),
    insert: (_name, added) => {
      const fresh = added.filter(({ key }) => !jobs.some((job) => job.key === key));
      jobs.push(...fresh.map((job) => ({ ...job, id: String((nextId += 1)) })));
      jobs.sort((left, right) => right.priority - left.priority);
      return Promise.resolve();
    },
    fetch: async (_name, count) => {
      if ((failures -= 1) >= 0) throw new Error('the store is away');
      const taken = jobs.slice(0, count);
      jobs = jobs.slice(count);
      await gate;
      return taken.map(({ id, key }) => ({ id, key }));
    },
    complete: () => Promise.resolve(),
    schedule: () => Promise.resolve(),
    waiting: () => jobs.map(({ key }) => key),
    fail: (times) => {
      failures = times;
    },
    holdFetches: () => {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        open();
      };
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
