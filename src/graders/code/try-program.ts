import { inert } from '../../lib/inert.js';
import type { Json } from '../../lib/json.js';
import type { CaseResult, CodeRunner, SandboxReply } from '../../sandbox/code-runner.js';
import type { CodeSpec } from './code-spec.js';
import { limitsOf } from './limits.js';
import { isSameValue } from './same-value.js';
import { testSetOf, withHarness } from './test-set.js';
import type { Wanted } from './test-set.js';

export type ProgramOutcome =
  | { readonly kind: 'right'; readonly cases: number }
  /** A case came to something else. */
  | { readonly kind: 'wrong'; readonly what: string }
  | { readonly kind: 'contained'; readonly why: Contained['why']; readonly what: string }
  | { readonly kind: 'fault'; readonly fault: 'task' | 'sandbox'; readonly what: string };

type Contained = Extract<SandboxReply, { kind: 'contained' }>;

/** Runs a program on a spec's cases and compares, outside of the sandbox, what each came to. */
export async function tryProgram(
  source: string,
  {
    spec,
    sandbox,
    signal,
  }: { readonly spec: CodeSpec; readonly sandbox: CodeRunner; readonly signal?: AbortSignal | undefined },
): Promise<ProgramOutcome> {
  const reply = await testSetOf(spec, sandbox, signal);
  if (reply.kind === 'fault') return reply;
  const { cases, wanted } = reply.set;
  const { language, entry, harness, compare } = spec;
  const program = { language, entry, source: withHarness(source, harness), cases, limits: limitsOf(spec) };
  const ran = await sandbox.run(program, signal);
  if (ran.kind === 'sandbox_fault') return { kind: 'fault', fault: 'sandbox', what: ran.detail };
  if (ran.kind === 'contained') return { kind: 'contained', why: ran.why, what: containment(ran) };
  const missed = wanted.findIndex((each, index) => !isMet(ran.results[index], each, compare));
  if (missed < 0) return { kind: 'right', cases: cases.length };
  const call = `${entry}(${(cases[missed] ?? []).map((value) => showValue(value)).join(', ')})`;
  const what = `case ${missed + 1} of ${cases.length}: ${inert(call, 160)} ${difference(ran.results[missed], wanted[missed])}`;
  return { kind: 'wrong', what };
}

function isMet(result: CaseResult | undefined, wanted: Wanted, compare: CodeSpec['compare']): boolean {
  if (result?.kind === 'threw') return wanted.kind === 'threw' && result.name === wanted.name;
  return result !== undefined && wanted.kind === 'value' && isSameValue(result.value, wanted.value, compare);
}

function difference(result: CaseResult | undefined, wanted: Wanted | undefined): string {
  return `${foundText(result)}, ${wantedText(wanted)} wanted`;
}

function foundText(result: CaseResult | undefined): string {
  if (result === undefined) return 'came to nothing';
  if (result.kind === 'value') return `returned ${showValue(result.value)}`;
  return `threw ${inert(result.name, 60)}${result.message === '' ? '' : ` (${inert(result.message, 100)})`}`;
}

function wantedText(wanted: Wanted | undefined): string {
  if (wanted === undefined) return 'nothing';
  return wanted.kind === 'value' ? showValue(wanted.value) : `an error ${inert(wanted.name, 60)}`;
}

function showValue(value: Json): string {
  return inert(JSON.stringify(value), 120);
}

const containments: Readonly<Record<Contained['why'], string>> = {
  syntax: 'the code does not compile',
  time: 'the code ran too long',
  memory: 'the code took too much memory',
  output: 'the code printed or returned too much',
  crash: 'the code ended the interpreter',
};

function containment({ why, detail }: Contained): string {
  return `${containments[why]}${detail === '' ? '' : `: ${inert(detail, 160)}`}`;
}
