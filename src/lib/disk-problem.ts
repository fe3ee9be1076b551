import { BenchError } from '../errors/bench-error.js';

const explanations: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space, or write elsewhere (--output for the run folder).'],
  EDQUOT: ['the disk quota is used up', 'Free some space, or write elsewhere (--output for the run folder).'],
  EACCES: ['permission denied', 'Choose a folder you may write to with --output.'],
  EPERM: ['the operation is not permitted', 'Choose a folder you may write to with --output.'],
  EROFS: ['the file system is read-only', 'Choose a folder you may write to with --output.'],
  ENOENT: ['it does not exist', 'Check the path.'],
  EISDIR: ['it is a folder', 'Name a file.'],
  ENOTDIR: ['a part of the path is not a folder', 'Check the path.'],
  EMFILE: ['too many open files', 'Raise the limit (ulimit -n) or lower --concurrency.'],
  EIO: ['the disk reported an error', 'Check the disk.'],
};

/** A failed file operation as the user's problem to solve: what happened, where, what to do. */
export function diskProblem(cause: unknown, path: string): BenchError {
  if (cause instanceof BenchError) return cause;
  const code = errnoOf(cause);
  const [what, hint] = (code === undefined ? undefined : explanations[code]) ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Check the path and the disk.',
  ];
  return new BenchError('usage', `cannot use ${path}: ${what}`, { hint, cause });
}

/** `ENOENT`, `EEXIST`, … of a failed system call; undefined for any other error. */
export function errnoOf(problem: unknown): string | undefined {
  if (!(problem instanceof Error) || !('code' in problem)) return undefined;
  return typeof problem.code === 'string' ? problem.code : undefined;
}
