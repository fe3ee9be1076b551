import { Worker } from 'node:worker_threads';
import { workerUrl } from '../lib/worker-url.js';
import type { BoundedQuestion, BoundedReply } from './bounded-messages.js';
import type { BoundedChecks } from './define-grader.js';
import { RefusedCheck } from './refused-check.js';
import { startDeadline } from './start-deadline.js';

export interface BoundedChecksOptions {
  /** Time one check may take once its pattern or schema is compiled, ms. */
  readonly deadlineMs?: number;
}

/** For starting the thread, and for compiling what the suite's author wrote: generous, for no miner can make it longer. */
const startupMs = 30_000;
/** Far above what a sound check needs, far below what would hurt the run. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

/**
 * Patterns and JSON Schemas on hostile text, in a worker thread that is killed at the deadline and started anew. Checks
 * wait for one another. A check that runs too long or grows too big resolves as `timed_out`; a pattern or schema that
 * does not compile rejects with RefusedCheck; a worker that cannot start rejects with Error.
 */
export async function openBoundedChecks({ deadlineMs = 2_000 }: BoundedChecksOptions = {}): Promise<
  BoundedChecks & AsyncDisposable
> {
  const { ask, close } = await openThread(deadlineMs);
  return {
    async match(pattern, flags, text) {
      const reply = accepted(await ask({ kind: 'match', pattern, flags, text }));
      return reply?.kind === 'matches' ? { kind: 'done', matches: reply.matches } : { kind: 'timed_out' };
    },
    async matchWhole(pattern, flags, texts) {
      const reply = accepted(await ask({ kind: 'whole', pattern, flags, texts }));
      return reply?.kind === 'whole' ? { kind: 'done', isMatch: reply.isMatch } : { kind: 'timed_out' };
    },
    async validate(schema, value) {
      const reply = accepted(await ask({ kind: 'validate', schema, value }));
      return reply?.kind === 'problems' ? { kind: 'done', problems: reply.problems } : { kind: 'timed_out' };
    },
    [Symbol.asyncDispose]: close,
  };
}

interface Thread {
  /** Undefined: the worker did not answer in time, or ended; the next question gets a new one. */
  readonly ask: (question: BoundedQuestion) => Promise<BoundedReply | undefined>;
  readonly close: () => Promise<void>;
}

async function openThread(deadlineMs: number): Promise<Thread> {
  let worker: Worker | undefined = await startWorker();
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();

  async function askNow(question: BoundedQuestion): Promise<BoundedReply | undefined> {
    if (isClosed) throw new Error('the bounded checks are closed');
    worker ??= await startWorker();
    const next = nextReply(worker, deadlineMs);
    worker.postMessage(question);
    const reply = await next;
    if (reply === undefined) {
      await worker.terminate();
      worker = undefined;
    }
    return reply;
  }

  return {
    ask(question) {
      const turn = last.then(() => askNow(question));
      last = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      isClosed = true;
      await last;
      await worker?.terminate();
    },
  };
}

function accepted(reply: BoundedReply | undefined): BoundedReply | undefined {
  if (reply?.kind === 'refused') throw new RefusedCheck(reply.problem);
  return reply;
}

async function startWorker(): Promise<Worker> {
  const worker = new Worker(workerUrl('./bounded-worker.js', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits,
  });
  // An idle worker must not keep the program alive; while a check runs, its deadline's timer does.
  worker.unref();
  const ready = await nextReply(worker, startupMs);
  if (ready?.kind === 'ready') return worker;
  await worker.terminate();
  throw new Error('the worker thread for patterns and schemas did not start');
}

/**
 * What the worker says next, `compiled` left out: from there on the deadline counts. Undefined when it did not answer in
 * time or ended (out of memory).
 */
function nextReply(worker: Worker, deadlineMs: number): Promise<BoundedReply | undefined> {
  return new Promise((resolve) => {
    let stopClock = startDeadline(startupMs, () => settle(undefined));
    const onEnd = () => settle(undefined);
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);

    function onMessage(reply: BoundedReply): void {
      if (reply.kind === 'compiled') {
        stopClock();
        stopClock = startDeadline(deadlineMs, () => settle(undefined));
      } else {
        settle(reply);
      }
    }

    function settle(reply: BoundedReply | undefined): void {
      stopClock();
      worker.off('message', onMessage).off('exit', onEnd);
      // An `error` without a listener would end the program, and a dying worker may send one later.
      if (reply !== undefined) worker.off('error', onEnd);
      resolve(reply);
    }
  });
}
