import { faulty, notApplied } from './findings.js';
import type { Finding } from './grade.js';

/** A pattern or schema that does not compile: the suite's author answers for it. */
export class RefusedCheck extends Error {
  override readonly name = 'RefusedCheck';
}

/** What the check needs does not work on this machine: nobody answers for it, and coverage falls. */
export class UnavailableCheck extends Error {
  override readonly name = 'UnavailableCheck';
}

/** Runs a grader's work; a pattern or schema that turns out broken is a finding against the task, one that cannot be applied here is n_a. */
export async function orTaskFault(work: () => Promise<Finding>): Promise<Finding> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusedCheck)
      return faulty('task', `the task's own check is broken: ${error.message}`);
    if (error instanceof UnavailableCheck) return notApplied(error.message);
    throw error;
  }
}
