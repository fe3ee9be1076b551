import * as z from 'zod';
import type { Json, JsonObject } from '../../lib/json.js';
import type { CodeRunner, SandboxProgram } from '../../sandbox/code-runner.js';
import { pythonTranslator } from './python-translator.js';

/** A function that a file asks for, with the tests the file has for it. */
export interface PythonTests {
  /** `check`: the tests define check(candidate); `asserts`: they are asserts that call the function by its name. */
  readonly style: 'check' | 'asserts';
  /** What an answer is given to go on: its imports and small functions serve the tests too. */
  readonly prompt: string;
  /** A right solution, whole. */
  readonly solution: string;
  readonly tests: string;
  /** The function asked for; left out: the first of the solution's that the tests call. */
  readonly entry?: string | undefined;
}

export type TranslatedTests =
  | {
      readonly kind: 'translated';
      readonly entry: string;
      /** A `code` grader, but for its weight. */
      readonly grader: JsonObject;
    }
  | { readonly kind: 'refused'; readonly why: string };

const translation = z.union([
  z.object({ refused: z.string() }),
  z.object({
    entry: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
    harness: z.string(),
    check: z.string(),
    tolerance: z.number().nullable(),
  }),
]);
type Translation = Extract<z.output<typeof translation>, { harness: string }>;

/** Nobody waits for a score here, and a busy machine must not turn a slow test into a lost one. */
const usualWallMs = 30_000;
const memoryBytes = 128 * 1024 * 1024;
const outputBytes = 4 * 1024 * 1024;

interface Place {
  readonly sandbox: CodeRunner;
  readonly wallMs: number;
}

/**
 * The file's tests as cases of a `code` grader: what they look at is asked of the answer, and what is right is asked of
 * the solution, in a run of its own. The solution must pass the tests as they stand, here and within `wallMs`.
 */
export async function translateTests(
  tests: PythonTests,
  sandbox: CodeRunner,
  wallMs = usualWallMs,
): Promise<TranslatedTests> {
  const { style, prompt, solution } = tests;
  const args = [style, prompt, solution, tests.tests, tests.entry ?? null];
  const place = { sandbox, wallMs };
  const reply = await runOne(place, { source: pythonTranslator, entry: 'translate', args });
  if (reply.kind === 'failed') return refused(`its tests cannot be read (${reply.why})`);
  const read = translation.safeParse(reply.value);
  if (!read.success) return refused('its tests cannot be read');
  if ('refused' in read.data) return refused(read.data.refused);
  return checked(read.data, solution, place);
}

async function checked(
  { entry, harness, check, tolerance }: Translation,
  solution: string,
  place: Place,
): Promise<TranslatedTests> {
  const source = `${solution}\n${harness}\n${check}`;
  const reply = await runOne(place, { source, entry: '__check', args: [] });
  if (reply.kind === 'failed') return refused(`its own solution does not pass its tests (${reply.why})`);
  if (!Array.isArray(reply.value)) return refused('its tests compare nothing');
  const seen: readonly Json[] = reply.value;
  if (seen.every((value) => value === null || value === 0))
    return refused('a function that does nothing passes its tests');
  const grader = {
    type: 'code',
    language: 'python',
    entry: '__case',
    defines: entry,
    harness,
    reference: solution,
    cases: casesOf(seen.length),
    ...(tolerance === null ? {} : { compare: { tolerance } }),
  };
  return { kind: 'translated', entry, grader };
}

/** Most cases of a task: more looks than that go several to a case. */
const maxCases = 40;

/** Each case is `__case(first, count)`: a few of the values the tests look at, in order. */
function casesOf(looks: number): readonly JsonObject[] {
  const size = Math.ceil(looks / maxCases);
  return Array.from({ length: Math.ceil(looks / size) }, (_, index) => ({ args: [index * size, size] }));
}

type OneReply =
  { readonly kind: 'value'; readonly value: Json } | { readonly kind: 'failed'; readonly why: string };

async function runOne(
  { sandbox, wallMs }: Place,
  {
    source,
    entry,
    args,
  }: { readonly source: string; readonly entry: string; readonly args: readonly Json[] },
): Promise<OneReply> {
  const program: SandboxProgram = {
    language: 'python',
    source,
    entry,
    cases: [args],
    limits: { wallMs, memoryBytes, outputBytes },
  };
  const reply = await sandbox.run(program);
  if (reply.kind !== 'ran')
    return { kind: 'failed', why: reply.kind === 'contained' ? reply.why : reply.detail };
  const [result] = reply.results;
  if (result?.kind === 'value') return { kind: 'value', value: result.value };
  return { kind: 'failed', why: result === undefined ? 'nothing came' : `${result.name}: ${result.message}` };
}

function refused(why: string): TranslatedTests {
  return { kind: 'refused', why };
}
