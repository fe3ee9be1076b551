import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { workerUrl } from '../../lib/worker-url.js';
import { startDeadline } from '../start-deadline.js';
import { replySchema, type PictureReply } from './picture-messages.js';
import type { PictureQuestion, PictureReader, PictureReading } from './picture-reader.js';

export interface PictureReaderOptions {
  /** Time one picture may take, ms. */
  readonly deadlineMs?: number;
  /** The program of the process. */
  readonly process?: URL;
}

/** For starting the process and loading sharp. */
const startupMs = 30_000;

/**
 * Pictures are decoded in a process of their own, started with the first of them: the decoders are native code, which a
 * thread cannot be torn away from and whose faults end their process. A picture that takes too long or brings the process
 * down is refused, and the next one gets a new process. Where sharp cannot be loaded every picture is `unavailable`.
 */
export function openPictureReader({
  deadlineMs = 10_000,
  process: file = workerUrl('./picture-worker.js', import.meta.url),
}: PictureReaderOptions = {}): PictureReader & AsyncDisposable {
  let child: ChildProcess | undefined;
  let unavailable: PictureReading | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  /** A process that is ready; undefined: there is none to be had. */
  async function ready(): Promise<ChildProcess | undefined> {
    if (child !== undefined || unavailable !== undefined) return child;
    const started = startProcess(file);
    const first = await nextReply(started, startupMs);
    if (first?.kind === 'ready') return (child = started);
    await end(started);
    const why = first?.kind === 'unavailable' ? first.reason : 'its process did not start';
    unavailable = { kind: 'unavailable', reason: unavailableReason(why) };
    return undefined;
  }

  async function measureNow(question: PictureQuestion): Promise<PictureReading> {
    if (isClosed) throw new Error('the picture reader is closed');
    const current = await ready();
    if (current === undefined) return unavailable ?? { kind: 'unavailable', reason: unavailableReason('') };
    const next = nextReply(current, deadlineMs);
    current.send(question);
    const reply = await next;
    if (reply !== undefined && reply.kind !== 'ready') return reply;
    child = undefined;
    await end(current);
    return { kind: 'refused', reason: 'decoding and measuring it took too long, or broke the decoder' };
  }

  return {
    measure(question) {
      const turn = last.then(() => measureNow(question));
      last = turn.catch(() => undefined);
      return turn;
    },
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await last;
      if (child !== undefined) await end(child);
    },
  };
}

function unavailableReason(why: string): string {
  const [first = ''] = why.split('\n', 1);
  return `pictures cannot be read here: sharp does not load (${first.slice(0, 200)}); reinstall with npm install --include=optional`;
}

function startProcess(file: URL): ChildProcess {
  const child = fork(file, {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=512'],
    // Windows starts nothing without these; secrets of the environment are none of a decoder's business.
    env: Object.fromEntries(
      Object.entries(process.env).filter(([name]) => /^(?:SystemRoot|PATH|TEMP|TMP)$/i.test(name)),
    ),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process between two pictures must not keep the program alive; while it works, the deadline's timer does.
  child.unref();
  child.channel?.unref();
  // Without a listener an error, such as a message to a process that just ended, would end the program.
  child.on('error', () => undefined);
  return child;
}

/** What the process says next; undefined when it did not say it in time, ended, or spoke nonsense. */
function nextReply(child: ChildProcess, deadlineMs: number): Promise<PictureReply | undefined> {
  return new Promise((resolve) => {
    const stopClock = startDeadline(deadlineMs, () => settle(undefined));
    const onEnd = () => settle(undefined);
    const onMessage = (message: unknown) => settle(replySchema.safeParse(message).data);
    child.on('message', onMessage).on('exit', onEnd).on('error', onEnd);
    if (hasEnded(child)) settle(undefined);

    function settle(reply: PictureReply | undefined): void {
      stopClock();
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      resolve(reply);
    }
  });
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  child.ref();
  await ended;
}
