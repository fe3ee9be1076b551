import type { GraderServices } from '../../graders/define-grader.js';
import { mutantLabel, mutated } from '../../graders/code/mutants.js';
import { tryProgram } from '../../graders/code/try-program.js';
import type { ProgramOutcome } from '../../graders/code/try-program.js';
import type { GraderSpec } from '../../graders/index.js';
import type { FilledTask } from '../task.js';
import { finding } from './tally.js';
import type { Tally } from './tally.js';

type CodeGrader = Extract<GraderSpec, { type: 'code' }>;

/**
 * A task's code graders catch every mutant of their reference, and the reference itself is right. Without a sandbox
 * nothing is tried.
 */
export async function tryMutants(
  task: FilledTask,
  { sandbox }: Pick<GraderServices, 'sandbox'>,
  tally: Tally,
): Promise<void> {
  for (const [index, spec] of task.graders.entries()) {
    if (spec.type !== 'code' || spec.reference === undefined) continue;
    if (sandbox?.languages.includes(spec.language) !== true) continue;
    const run = (source: string) => tryProgram(source, { spec, sandbox });
    const own = await run(spec.reference);
    if (own.kind === 'fault') reportBroken(task, 'reference', { what: own.what, tally });
    else if (own.kind !== 'right')
      tally.report(finding('oracle', task, { label: 'reference', what: `the reference fails: ${own.what}` }));
    else await tryEach(task, spec, { index, run, tally });
  }
}

interface Tries {
  /** Of the grader in its task. */
  readonly index: number;
  readonly run: (source: string) => Promise<ProgramOutcome>;
  readonly tally: Tally;
}

async function tryEach(
  task: FilledTask,
  { reference, mutants }: CodeGrader,
  { index, run, tally }: Tries,
): Promise<void> {
  for (const [number, edit] of mutants.entries()) {
    const source = mutated(reference ?? '', edit);
    // The lint has spoken of it.
    if (source === undefined) continue;
    const label = `mutant ${number + 1}`;
    const outcome = await run(source);
    if (outcome.kind === 'fault') {
      reportBroken(task, label, { what: outcome.what, tally });
      continue;
    }
    const survival = survivalOf(outcome);
    tally.countMutant(`${task.id} ${index} ${number}`, survival === undefined);
    if (survival !== undefined)
      tally.report(finding('mutant', task, { label, what: `${mutantLabel(edit)} ${survival}` }));
  }
}

/** Why a mutant is not caught; undefined where it is. What does not compile would be caught by any cases. */
function survivalOf(outcome: Exclude<ProgramOutcome, { kind: 'fault' }>): string | undefined {
  if (outcome.kind === 'right') return `passes all ${outcome.cases} cases`;
  const proves = outcome.kind !== 'contained' || outcome.why !== 'syntax';
  return proves ? undefined : 'proves nothing, for it does not compile';
}

function reportBroken(
  task: FilledTask,
  label: string,
  { what, tally }: { readonly what: string; readonly tally: Tally },
): void {
  tally.report(finding('broken', task, { label, what: `grading broke: ${what}` }));
}
