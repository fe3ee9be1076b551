import type { SandboxThread } from './sandbox-thread.js';

/**
 * Keeps up to `size` threads. The first use starts one, and while that one works the next gets ready beside it, so that
 * whoever comes then finds an interpreter that waits. The place of a dead thread is filled again at once.
 */
export class ThreadPool implements AsyncDisposable {
  readonly #size: number;
  readonly #start: () => SandboxThread;
  readonly #threads = new Set<SandboxThread>();
  readonly #idle: SandboxThread[] = [];
  readonly #waiting: ((thread: SandboxThread | undefined) => void)[] = [];
  #isClosed = false;

  constructor(size: number, start: () => SandboxThread) {
    this.#size = size;
    this.#start = start;
  }

  /** Calls `work` with a thread that is ready; waits for one. Undefined: none could be started. */
  async use<Value>(work: (thread: SandboxThread) => Promise<Value>): Promise<Value | undefined> {
    const thread = await this.#take();
    if (thread === undefined) return undefined;
    try {
      return await work(thread);
    } finally {
      void this.#offer(thread, { isNew: false });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const next of this.#waiting.splice(0)) next(undefined);
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  async #take(): Promise<SandboxThread | undefined> {
    if (this.#isClosed) return undefined;
    const thread = this.#idle.pop() ?? (await this.#nextReady());
    if (thread !== undefined && this.#idle.length === 0) this.#add();
    return thread;
  }

  #nextReady(): Promise<SandboxThread | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#add();
    });
  }

  #add(): void {
    if (this.#isClosed || this.#threads.size >= this.#size) return;
    const thread = this.#start();
    this.#threads.add(thread);
    void this.#offer(thread, { isNew: true });
  }

  async #offer(thread: SandboxThread, { isNew }: { readonly isNew: boolean }): Promise<void> {
    if (await thread.ready()) {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(thread);
      else next(thread);
      return;
    }
    this.#threads.delete(thread);
    // A machine that can start no thread would otherwise try for ever.
    if (!isNew) this.#add();
    else if (this.#threads.size === 0) for (const next of this.#waiting.splice(0)) next(undefined);
  }
}
