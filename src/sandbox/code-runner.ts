import type { Json } from '../lib/json.js';

/** Runs an answer's code away from the host. Values go in and come out serialised; comparing happens outside. */
export interface CodeRunner {
  readonly languages: readonly SandboxLanguage[];
  run(program: SandboxProgram, signal?: AbortSignal): Promise<SandboxReply>;
}

export type SandboxLanguage = 'javascript' | 'python';

export interface SandboxProgram {
  readonly language: SandboxLanguage;
  readonly source: string;
  /** The function each case calls, by its global name. */
  readonly entry: string;
  readonly cases: readonly (readonly Json[])[];
  readonly limits: { readonly wallMs: number; readonly memoryBytes: number; readonly outputBytes: number };
}

export type SandboxReply =
  | {
      readonly kind: 'ran';
      readonly results: readonly CaseResult[];
      readonly wallMs: number;
      /** The first part of what the program printed. */
      readonly output?: string;
    }
  /** The answer's doing: did not compile, ran too long, too big, too loud. */
  | {
      readonly kind: 'contained';
      readonly why: 'syntax' | 'time' | 'memory' | 'output' | 'crash';
      readonly detail: string;
    }
  /** Ours: the sandbox could not be started. */
  | { readonly kind: 'sandbox_fault'; readonly detail: string };

export type CaseResult =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'threw'; readonly name: string; readonly message: string };
