import type { Json } from '../../../src/lib/json.js';
import type { CodeRunner, SandboxLanguage, SandboxReply } from '../../../src/sandbox/code-runner.js';

/** Generous but for what never ends: the machine of a test may be busy. */
export const limits = { wallMs: 20_000, memoryBytes: 64 * 1_024 * 1_024, outputBytes: 1_000_000 };

export interface Asked {
  readonly language: SandboxLanguage;
  readonly source: string;
  readonly cases?: readonly (readonly Json[])[];
  readonly wallMs?: number;
}

/** Calls `f` of the source, once without arguments unless cases say otherwise. */
export function ask(box: CodeRunner, { cases = [[]], wallMs, ...program }: Asked): Promise<SandboxReply> {
  const set = wallMs === undefined ? limits : { ...limits, wallMs };
  return box.run({ ...program, entry: 'f', cases, limits: set });
}

/** A reply in a word or two: `time`, or for each case its value or the name of what it threw. */
export function outcome(reply: SandboxReply): string {
  if (reply.kind === 'sandbox_fault') return `FAULT ${reply.detail}`;
  if (reply.kind === 'contained') return reply.why;
  return reply.results
    .map((result) => (result.kind === 'threw' ? `threw ${result.name}` : JSON.stringify(result.value)))
    .join(' ');
}
