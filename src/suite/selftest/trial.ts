import type { Grade } from '../../graders/grade.js';
import type { GraderServices } from '../../graders/define-grader.js';
import { gradeAnswer } from '../../graders/grade-answer.js';
import { answerFromSample } from '../sample-answer.js';
import type { FilledTask, Sample } from '../task.js';

/** A variant of a task that answers are tried on. */
export interface Bench {
  readonly task: FilledTask;
  try(sample: Sample): Promise<Trial>;
}

export interface Trial {
  readonly grade: Grade;
  /** Tool calls of the sample that the simulator could not answer. */
  readonly unanswered: readonly string[];
}

export function openBench(task: FilledTask, services: GraderServices): Bench {
  return {
    task,
    async try(sample) {
      const answer = answerFromSample(sample, task);
      const grade = await gradeAnswer({ answer, graders: task.graders, services });
      const results = answer.exchanges.flatMap(({ toolResults }) => toolResults);
      return { grade, unanswered: results.flatMap(({ name, matched }) => (matched ? [] : [name])) };
    },
  };
}

/** Graders say pass from here on; below, something is missing. */
const full = 0.999;
/** Half the credit counts as a right answer in every efficiency score, so a wrong answer earns less or as much, never more. */
export const wrongLimit = 0.5;

export function isRight({ grade }: Trial): boolean {
  return grade.verdict === 'pass' && grade.quality >= full;
}

/** Told apart as wrong. A task with a single grader that gives all or nothing gives a wrong answer nothing. */
export function isWrong({ grade }: Trial, { graders }: FilledTask): boolean {
  const [only, ...others] = graders.filter(({ gate }) => !gate);
  const givesParts =
    only?.type === 'judge' || only?.type === 'custom' || (only?.type === 'constraints' && !only.all);
  const limit = others.length === 0 && !givesParts ? 0 : wrongLimit;
  return grade.verdict !== 'pass' && grade.quality <= limit;
}

/** Whether a criterion was left out for want of a judge or a sandbox. */
export function isUnjudged({ grade }: Trial): boolean {
  return grade.verdict === 'n_a' || grade.coverage < 1;
}
