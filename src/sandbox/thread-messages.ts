import type { WasmModule } from './web-assembly.js';

/** What passes between a sandbox thread and the host. The thread is our code; what a guest says travels inside as text. */

export interface ThreadOrder {
  readonly source: string;
  readonly entry: string;
  /** Each case's arguments as one JSON list. */
  readonly cases: readonly string[];
  readonly wallMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
}

export type ThreadReply =
  /** An interpreter is up and waits for a program. */
  | { readonly kind: 'ready' }
  /** The program begins: from now on its own code decides how long it takes. */
  | { readonly kind: 'started' }
  /** One frame for each case, in order; not yet believed. */
  | {
      readonly kind: 'ran';
      readonly frames: readonly string[];
      readonly output: string;
      readonly wallMs: number;
    }
  | { readonly kind: 'contained'; readonly why: ContainedWhy; readonly detail: string }
  | { readonly kind: 'fault'; readonly detail: string };

export type ContainedWhy = 'syntax' | 'time' | 'memory' | 'output' | 'crash';

/** What a thread is started with. */
export interface ThreadData {
  readonly interpreter: InterpreterModule;
  /** Counts the orders sent, so that a thread can sleep on it while an interpreter waits for its program. */
  readonly orders: Int32Array;
  /** The memory a first interpreter is started with, before any order said otherwise. */
  readonly memoryBytes: number;
}

/** A compiled interpreter that imports its memory. */
export interface InterpreterModule {
  readonly module: WasmModule;
  /** Pages of 64 KiB it needs at its start; a program's memory limit comes on top. */
  readonly initialPages: number;
}
