import { faulty } from './findings.js';
import type { Finding } from './grade.js';

/** A pattern or schema that does not compile: the suite's author answers for it. */
export class RefusedCheck extends Error {
  override readonly name = 'RefusedCheck';
}

/** Runs a grader's work; a pattern or schema that turns out broken is a finding against the task. */
export async function orTaskFault(work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedCheck)
      return faulty('task', `the task's own check is broken: ${error.message}`);
    throw error;
  }
}
