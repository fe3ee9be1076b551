import { inert } from '../lib/inert.js';
import { workerUrl } from '../lib/worker-url.js';
import type { CodeRunner, SandboxLanguage, SandboxProgram, SandboxReply } from './code-runner.js';
import { compileInterpreter } from './language-modules.js';
import { readDetail, readReply } from './read-reply.js';
import { SandboxThread } from './sandbox-thread.js';
import type { ThreadEnd } from './sandbox-thread.js';
import type { ThreadOrder } from './thread-messages.js';
import { ThreadPool } from './thread-pool.js';

export interface SandboxOptions {
  /** Programs of one language that run at once; default 2. */
  readonly threads?: number;
}

/**
 * Runs answers' code in interpreters compiled to WebAssembly, each program in a new one, in threads that are killed at the
 * program's limits. Programs beyond the number of threads wait. An interpreter is loaded by the first program of its
 * language. `run` rejects only with the signal's reason.
 */
export function openSandbox({ threads = 2 }: SandboxOptions = {}): Promise<CodeRunner & AsyncDisposable> {
  return Promise.resolve(new Sandbox(threads));
}

class Sandbox implements CodeRunner, AsyncDisposable {
  readonly languages = ['javascript', 'python'] as const;
  readonly #threads: number;
  readonly #pools = new Map<SandboxLanguage, Promise<ThreadPool>>();
  #isClosed = false;

  constructor(threads: number) {
    this.#threads = threads;
  }

  async run(program: SandboxProgram, signal?: AbortSignal): Promise<SandboxReply> {
    signal?.throwIfAborted();
    const first = await this.#runOnce(program, signal);
    signal?.throwIfAborted();
    // A thread that died between two programs is nobody's fault, and the next one is fresh.
    const end = first.kind === 'fault' && !this.#isClosed ? await this.#runOnce(program, signal) : first;
    signal?.throwIfAborted();
    return replyOf(end, program);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const pool of await Promise.allSettled(this.#pools.values()))
      if (pool.status === 'fulfilled') await pool.value[Symbol.asyncDispose]();
  }

  async #runOnce(program: SandboxProgram, signal?: AbortSignal): Promise<ThreadEnd> {
    if (this.#isClosed) return { kind: 'fault', detail: 'the sandbox is closed' };
    try {
      const pool = await this.#poolOf(program.language);
      const end = await pool.use((thread) => {
        signal?.throwIfAborted();
        return thread.run(orderOf(program), signal);
      });
      return end ?? { kind: 'fault', detail: 'no thread could be started' };
    } catch (error) {
      signal?.throwIfAborted();
      return { kind: 'fault', detail: String(error) };
    }
  }

  #poolOf(language: SandboxLanguage): Promise<ThreadPool> {
    const known = this.#pools.get(language);
    if (known !== undefined) return known;
    const opened = openPool(language, this.#threads);
    this.#pools.set(language, opened);
    return opened;
  }
}

const workers: Readonly<Record<SandboxLanguage, string>> = {
  javascript: './javascript-worker.js',
  python: './python-worker.js',
};
/** What code tasks ask for unless they say otherwise: a spare interpreter with this limit fits the next program. */
const usualMemoryBytes = 64 * 1_024 * 1_024;

async function openPool(language: SandboxLanguage, threads: number): Promise<ThreadPool> {
  const interpreter = await compileInterpreter[language]();
  const file = workerUrl(workers[language], import.meta.url);
  return new ThreadPool(
    threads,
    () => new SandboxThread(file, { interpreter, memoryBytes: usualMemoryBytes }),
  );
}

function orderOf({ source, entry, cases, limits }: SandboxProgram): ThreadOrder {
  return { source, entry, cases: cases.map((list) => JSON.stringify(list)), ...limits };
}

function replyOf(end: ThreadEnd, { cases }: SandboxProgram): SandboxReply {
  switch (end.kind) {
    case 'ran':
      return readReply(end, cases.length);
    case 'contained':
      return { kind: 'contained', why: end.why, detail: readDetail(end.detail) };
    case 'fault':
      return { kind: 'sandbox_fault', detail: inert(end.detail) };
  }
}
