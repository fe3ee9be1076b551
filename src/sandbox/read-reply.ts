import * as z from 'zod';
import { isTooDeep } from '../lib/json-depth.js';
import { inert } from '../lib/inert.js';
import { parseJson } from '../lib/json.js';
import { canonicalValue } from './canonical-value.js';
import type { CaseResult, SandboxReply } from './code-runner.js';
import type { ThreadReply } from './thread-messages.js';

const threwSchema = z.tuple([z.string().max(100), z.string().max(500)]);

/** Why a program was contained, in words: an error comes as its name and message. */
export function readDetail(detail: string): string {
  const { success, data } = threwSchema.safeParse(parseJson(detail));
  return inert(success ? `${data[0]}: ${data[1]}` : detail);
}

/** What a thread said, believed as far as it holds: frames are a guest's text, and a forged one is a crash. */
export function readReply(reply: ThreadReply & { readonly kind: 'ran' }, cases: number): SandboxReply {
  if (reply.frames.length !== cases) return crash;
  const results: CaseResult[] = [];
  for (const frame of reply.frames) {
    if (frame === 'o') return { kind: 'contained', why: 'output', detail: 'a result is too big' };
    const result = readFrame(frame);
    if (result === undefined) return crash;
    if (result.kind === 'threw' && isOutOfMemory(result))
      return { kind: 'contained', why: 'memory', detail: `${result.name}: ${result.message}` };
    results.push(result);
  }
  return { kind: 'ran', results, wallMs: reply.wallMs, output: reply.output };
}

const crash: SandboxReply = {
  kind: 'contained',
  why: 'crash',
  detail: 'it wrote to the channel of its results',
};

function readFrame(frame: string): CaseResult | undefined {
  const text = frame.slice(1);
  const value = isTooDeep(text) ? undefined : parseJson(text);
  if (value === undefined) return undefined;
  if (frame.startsWith('v')) return { kind: 'value', value: canonicalValue(value) };
  const { success, data } = threwSchema.safeParse(value);
  if (!frame.startsWith('t') || !success) return undefined;
  return { kind: 'threw', name: inert(data[0], 100), message: inert(data[1], 240) };
}

/** Python's MemoryError, and what QuickJS throws at its limit. */
function isOutOfMemory({ name, message }: { readonly name: string; readonly message: string }): boolean {
  return name === 'MemoryError' || (name === 'InternalError' && message === 'out of memory');
}
