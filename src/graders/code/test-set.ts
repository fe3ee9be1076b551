import { digestOf } from '../../lib/digest.js';
import type { Json } from '../../lib/json.js';
import type { CaseResult, CodeRunner, SandboxProgram } from '../../sandbox/code-runner.js';
import type { CodeSpec } from './code-spec.js';
import { limitsOf, referenceLimits } from './limits.js';
import { inputsProgram } from './seeded-inputs.js';

/** What a program is held to: the arguments of every case, and what each must come to. */
export interface TestSet {
  readonly cases: readonly (readonly Json[])[];
  readonly wanted: readonly Wanted[];
}

export type Wanted =
  { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'threw'; readonly name: string };

export type TestSetReply =
  | { readonly kind: 'ready'; readonly set: TestSet }
  | { readonly kind: 'fault'; readonly fault: 'task' | 'sandbox'; readonly what: string };

const maxCases = 1_000;
const maxInputChars = 256 * 1024;

const known = new WeakMap<CodeRunner, Map<string, Promise<TestSetReply>>>();
/** Enough for every task and variant of a suite with some attempts under way; a set is well under 1 MB. */
const maxKnown = 200;

/** A spec's cases with what the reference makes of them, made once for each sandbox, spec and seed. */
export function testSetOf(spec: CodeSpec, sandbox: CodeRunner, signal?: AbortSignal): Promise<TestSetReply> {
  const sets = known.get(sandbox) ?? new Map<string, Promise<TestSetReply>>();
  known.set(sandbox, sets);
  const key = keyOf(spec);
  const made = sets.get(key) ?? makeTestSet(spec, sandbox, signal);
  // Put last again, so that the first is the one that was not asked for longest.
  sets.delete(key);
  sets.set(key, made);
  const [oldest] = sets.keys();
  if (sets.size > maxKnown && oldest !== undefined) sets.delete(oldest);
  // The sandbox may be well again by the next attempt.
  void made.then(
    (reply) => reply.kind === 'fault' && reply.fault === 'sandbox' && sets.delete(key),
    () => sets.delete(key),
  );
  return made;
}

/** Of everything that makes the cases and what they come to. */
function keyOf({ language, entry, harness, reference, inputs, seed, cases, limits }: CodeSpec): string {
  return digestOf([
    [language, entry, seed, limits.wall ?? null, limits.memory ?? null],
    [harness ?? null, reference ?? null, inputs ?? null],
    cases.map(({ args, returns, throws }) => ({ args, returns, throws })),
  ]);
}

class Faulty extends Error {
  override readonly name = 'Faulty';
  readonly fault: 'task' | 'sandbox';
  constructor(fault: 'task' | 'sandbox', what: string) {
    super(what);
    this.fault = fault;
  }
}

async function makeTestSet(spec: CodeSpec, sandbox: CodeRunner, signal?: AbortSignal): Promise<TestSetReply> {
  try {
    const made = spec.inputs === undefined ? [] : await generated(spec, spec.inputs, { sandbox, signal });
    const cases = [...spec.cases.map(({ args }) => args), ...made];
    if (cases.length === 0) throw new Faulty('task', 'there are no cases');
    if (cases.length > maxCases)
      throw new Faulty('task', `there are ${cases.length} cases, ${maxCases} at most`);
    if (JSON.stringify(cases).length > maxInputChars) throw new Faulty('task', 'the inputs are over 256 KB');
    const wanted = await wantedOf(cases, spec, { sandbox, signal });
    // A reference that is broken as a whole would be met by anything that is broken likewise.
    if (wanted.every(({ kind }) => kind === 'threw'))
      throw new Faulty('task', `every case wants an error (${namesOf(wanted)})`);
    return { kind: 'ready', set: { cases, wanted } };
  } catch (error) {
    if (error instanceof Faulty) return { kind: 'fault', fault: error.fault, what: error.message };
    throw error;
  }
}

interface Place {
  readonly sandbox: CodeRunner;
  readonly signal: AbortSignal | undefined;
}

async function generated(
  spec: CodeSpec,
  inputs: string,
  place: Place,
): Promise<readonly (readonly Json[])[]> {
  const limits = referenceLimits(limitsOf({ ...spec, language: 'javascript' }));
  const program = { language: 'javascript' as const, ...inputsProgram(inputs, spec.seed), limits };
  const [result] = await runOwn('inputs', program, place);
  if (result?.kind === 'threw') throw new Faulty('task', `inputs threw ${result.name}: ${result.message}`);
  const lists = result?.value;
  if (!isList(lists) || lists.length === 0) throw new Faulty('task', 'inputs returned no list of arguments');
  if (isNoData(lists)) throw new Faulty('task', 'inputs returned something that is no plain data');
  return lists.map((args, index) => {
    if (!isList(args)) throw new Faulty('task', `entry ${index + 1} of inputs is no list of arguments`);
    return args;
  });
}

async function wantedOf(cases: TestSet['cases'], spec: CodeSpec, place: Place): Promise<readonly Wanted[]> {
  const given = cases.map((_, index) => givenOf(spec.cases[index]));
  if (given.every((wanted) => wanted !== undefined)) return given;
  const { reference, harness } = spec;
  if (reference === undefined) throw new Faulty('task', 'nothing says what is right: there is no reference');
  const results = await runOwn(
    'the reference',
    programOf(withHarness(reference, harness), { spec, cases }),
    place,
  );
  return given.map((wanted, index) => wanted ?? fromResult(results[index]));
}

function namesOf(wanted: readonly Wanted[]): string {
  return [...new Set(wanted.flatMap((each) => (each.kind === 'threw' ? [each.name] : [])))].join(', ');
}

function givenOf(written: CodeSpec['cases'][number] | undefined): Wanted | undefined {
  if (written?.throws !== undefined) return { kind: 'threw', name: written.throws };
  return written?.returns === undefined ? undefined : { kind: 'value', value: written.returns };
}

function fromResult(result: CaseResult | undefined): Wanted {
  if (result === undefined) throw new Faulty('sandbox', 'the sandbox lost a case');
  if (result.kind === 'threw') return { kind: 'threw', name: result.name };
  // All objects of a class come as its name, so that any of them would be right.
  if (isNoData(result.value))
    throw new Faulty('task', 'the reference returned something that is no plain data');
  return { kind: 'value', value: result.value };
}

function programOf(
  source: string,
  { spec, cases }: { readonly spec: CodeSpec; readonly cases: TestSet['cases'] },
): SandboxProgram {
  const { language, entry } = spec;
  return { language, source, entry, cases, limits: referenceLimits(limitsOf(spec)) };
}

/** Runs what the suite's author wrote: where it is contained, the task is broken. */
async function runOwn(
  what: string,
  program: SandboxProgram,
  { sandbox, signal }: Place,
): Promise<readonly CaseResult[]> {
  const reply = await sandbox.run(program, signal);
  if (reply.kind === 'sandbox_fault') throw new Faulty('sandbox', reply.detail);
  if (reply.kind === 'contained') throw new Faulty('task', `${what} failed (${reply.why}): ${reply.detail}`);
  return reply.results;
}

export function withHarness(source: string, harness: string | undefined): string {
  return harness === undefined ? source : `${source}\n${harness}`;
}

function isNoData(value: Json): boolean {
  return JSON.stringify(value).includes('{"$object":');
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
