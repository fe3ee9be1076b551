import { errnoOf } from './disk-problem.js';

/** Whether there is a process with this id, whoever it is and whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return errnoOf(problem) === 'EPERM';
  }
}
