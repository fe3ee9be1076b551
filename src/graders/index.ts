import * as z from 'zod';
import { artifact } from './artifact.js';
import { choice } from './choice.js';
import { citations } from './citations.js';
import { code } from './code.js';
import { constraints } from './constraints.js';
import { contains } from './contains.js';
import type { GraderInput } from './define-grader.js';
import { custom } from './custom.js';
import { exact } from './exact.js';
import type { Finding } from './grade.js';
import { json } from './json.js';
import { judge } from './judge.js';
import { number } from './number.js';
import { pattern } from './pattern.js';
import { streamingContent } from './streaming-content.js';
import { toolCalls } from './tool-calls.js';

/** Every grader by the type a suite names it by; one line each. */
export const graders = {
  exact,
  choice,
  number,
  contains,
  pattern,
  json,
  'tool-calls': toolCalls,
  citations,
  constraints,
  artifact,
  code,
  custom,
  'streaming-content': streamingContent,
  judge,
} as const;

type Graders = typeof graders;
export type GraderType = keyof Graders;

/** What every spec has besides its grader's own keys. */
const commonKeys = {
  weight: z.number().positive().default(1).describe('share in the mean over the task’s graders'),
  gate: z.boolean().default(false).describe('true: failing this grader makes the task 0'),
};
interface CommonKeys {
  readonly weight: number;
  readonly gate: boolean;
}

type OwnSpecs = { readonly [Type in GraderType]: z.output<Graders[Type]['spec']> };
type SpecOf<Type extends GraderType> = {
  [Each in Type]: OwnSpecs[Each] & CommonKeys & { readonly type: Each };
}[Type];

/** One grader of a task, checked and with its defaults. */
export type GraderSpec = SpecOf<GraderType>;

/** A spec as a suite writes it, with values filled in: a union on `type`; unknown keys are errors. */
export const graderSpecSchema = specUnion();

/** The registry says which schema belongs to which type; a list of them made at run time cannot say so to the compiler. */
function specUnion(): z.ZodType<GraderSpec> {
  const [first, ...rest] = Object.entries(graders).map(([type, { spec }]) =>
    z.strictObject({ type: z.literal(type), ...spec.shape, ...commonKeys }),
  );
  if (first === undefined) throw new Error('there are no graders');
  return z.discriminatedUnion('type', [first, ...rest]) as z.ZodType as z.ZodType<GraderSpec>;
}

type Uniform = { readonly [Type in GraderType]: GraderOf<SpecOf<Type>> };
interface GraderOf<Spec> {
  readonly problems?: (spec: Spec) => readonly string[];
  readonly grade: (input: GraderInput<Spec>) => Finding | Promise<Finding>;
}
const uniform: Uniform = graders;

/** What a spec makes impossible or leaves unchecked, one sentence each; for `suite lint`. */
export function specProblems<Type extends GraderType>(spec: SpecOf<Type>): readonly string[] {
  const grader: GraderOf<SpecOf<Type>> = uniform[spec.type];
  return grader.problems?.(spec) ?? [];
}

/** One grader's finding. Rejects only on a bug of ours. */
export async function gradeWith<Type extends GraderType>(input: GraderInput<SpecOf<Type>>): Promise<Finding> {
  const grader: GraderOf<SpecOf<Type>> = uniform[input.spec.type];
  return grader.grade(input);
}
