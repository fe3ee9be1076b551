import { Worker } from 'node:worker_threads';
import { startPatientTimer } from './patient-timer.js';
import type { ThreadData, ThreadOrder, ThreadReply } from './thread-messages.js';

/** How a program ended. */
export type ThreadEnd = ThreadReply & { readonly kind: 'ran' | 'contained' | 'fault' };

/** For starting a thread and an interpreter: generous, for no program can make it longer. */
const startupMs = 30_000;
/** What a thread may take beyond a program's time before it is killed; JavaScript mostly stops by itself. */
const graceMs = 250;
/** The heap holds what passes through (an interpreter's memory has its own limit); the stack carries an interpreter's recursion. */
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32, stackSizeMb: 32 };

/** A worker thread with an interpreter in it, for one program after another. */
export class SandboxThread {
  readonly #orders = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #worker: Worker;
  #readiness = newLatch<boolean>();
  #isDead = false;
  #onReply: (reply: ThreadReply) => void = () => undefined;

  constructor(file: URL, data: Omit<ThreadData, 'orders'>) {
    this.#worker = startWorker(file, { ...data, orders: this.#orders });
    this.#worker.on('message', (reply: ThreadReply) => {
      if (reply.kind === 'ready') this.#readiness.settle(true);
      else this.#onReply(reply);
    });
    // An error comes from a heap that is full or from a bug: what a program throws comes as a reply.
    this.#worker.on('error', (error) => this.#die(endOfError(error)));
    this.#worker.on('exit', () => this.#die({ kind: 'fault', detail: 'the thread ended' }));
  }

  /** Settles when the thread waits for a program: true, or false for ever once it is dead. */
  async ready(): Promise<boolean> {
    const stopTimer = startPatientTimer(startupMs, () => void this.end());
    const isReady = await this.#readiness.settled;
    stopTimer();
    return isReady;
  }

  /** Runs one program on a ready thread. Never rejects; afterwards the thread is either on its way to ready, or dead. */
  run(order: ThreadOrder, signal?: AbortSignal): Promise<ThreadEnd> {
    if (this.#isDead) return Promise.resolve({ kind: 'fault', detail: 'the thread is dead' });
    this.#readiness = newLatch();
    const end = this.#endOf(order, signal);
    this.#worker.postMessage(order);
    Atomics.add(this.#orders, 0, 1);
    Atomics.notify(this.#orders, 0);
    return end;
  }

  async end(): Promise<void> {
    this.#die({ kind: 'fault', detail: 'the sandbox is closed' });
    await this.#worker.terminate();
  }

  #die(end: ThreadEnd): void {
    this.#isDead = true;
    this.#readiness.settle(false);
    this.#onReply(end);
  }

  #endOf({ wallMs }: ThreadOrder, signal?: AbortSignal): Promise<ThreadEnd> {
    return new Promise((resolve) => {
      const settle = (end: ThreadEnd) => {
        this.#onReply = () => undefined;
        stopTimer();
        signal?.removeEventListener('abort', onAbort);
        resolve(end);
      };
      const kill = (end: ThreadEnd) => {
        settle(end);
        void this.end();
      };
      const onAbort = () => kill({ kind: 'fault', detail: 'the run was stopped' });
      let stopTimer = startPatientTimer(startupMs, () => kill(noStart));
      signal?.addEventListener('abort', onAbort);
      this.#onReply = (reply) => {
        if (reply.kind === 'started') {
          stopTimer();
          stopTimer = startPatientTimer(wallMs + graceMs, () => kill(tooLong(wallMs)));
        } else if (reply.kind === 'fault') kill(reply);
        else if (reply.kind !== 'ready') settle(reply);
      };
    });
  }
}

const noStart: ThreadEnd = { kind: 'fault', detail: 'the interpreter did not start in time' };

/** No way to the host's variables, arguments or input, and what it prints goes nowhere. */
function startWorker(file: URL, workerData: ThreadData): Worker {
  const worker = new Worker(file, {
    workerData,
    resourceLimits,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  // An idle thread must not keep the program alive; while somebody waits for it, a timer does.
  worker.unref();
  return worker;
}

function tooLong(wallMs: number): ThreadEnd {
  return { kind: 'contained', why: 'time', detail: `it ran longer than ${wallMs} ms` };
}

function endOfError(error: unknown): ThreadEnd {
  const isHeap = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isHeap) return { kind: 'contained', why: 'memory', detail: 'it filled the memory of its thread' };
  return { kind: 'fault', detail: String(error) };
}

interface Latch<Value> {
  readonly settled: Promise<Value>;
  readonly settle: (value: Value) => void;
}

function newLatch<Value>(): Latch<Value> {
  let settle: (value: Value) => void = () => undefined;
  const settled = new Promise<Value>((resolve) => (settle = resolve));
  return { settled, settle };
}
