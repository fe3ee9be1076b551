import type { SandboxProgram } from '../../sandbox/code-runner.js';
import type { CodeSpec } from './code-spec.js';

type Limits = SandboxProgram['limits'];

const megabyte = 1024 * 1024;
const defaults = {
  javascript: { wallMs: 2_000, memoryBytes: 64 * megabyte },
  python: { wallMs: 5_000, memoryBytes: 64 * megabyte },
};
const outputBytes = 2 * megabyte;

/** What an answer may take, all cases together. */
export function limitsOf({
  language,
  limits: { wall, memory },
}: Pick<CodeSpec, 'language' | 'limits'>): Limits {
  const { wallMs, memoryBytes } = defaults[language];
  return { wallMs: wall ?? wallMs, memoryBytes: memory ?? memoryBytes, outputBytes };
}

/** A busy machine must not turn a slow reference into a broken task. */
export function referenceLimits(limits: Limits): Limits {
  return { ...limits, wallMs: Math.min(60_000, 4 * limits.wallMs) };
}
