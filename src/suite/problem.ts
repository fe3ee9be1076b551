import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';

/** One mistake in a suite: where it is, what is wrong and what to do. */
export interface SuiteProblem {
  /** As a person at the prompt would name it: below the working folder, else absolute. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** A warning is shown, but the suite can be used. */
  readonly level: 'error' | 'warning';
  readonly what: string;
  readonly fix: string;
}

/** Text of a suite inside a message: one line, short, in quotes, nothing a terminal would obey. */
export function quoted(value: string): string {
  return JSON.stringify(inert(value, 60));
}

/** `chat.yaml:12:5 unknown key "promt"; did you mean "prompt"?` */
export function formatProblem({ file, line, column, level, what, fix }: SuiteProblem): string {
  return `${inert(file, 400)}:${line}:${column} ${level === 'warning' ? 'warning: ' : ''}${what}; ${fix}`;
}

/** More lines than anyone reads before mending the first. */
const maxListed = 200;

/** All errors of a suite as one refusal. */
export function problemsError(reference: string, problems: readonly SuiteProblem[]): BenchError {
  const errors = problems.filter(({ level }) => level === 'error');
  const listed = errors.slice(0, maxListed).map(formatProblem);
  const left = errors.length - listed.length;
  const count = errors.length === 1 ? '1 mistake' : `${errors.length} mistakes`;
  const lines = [
    `suite ${quoted(reference)} has ${count}`,
    ...listed,
    ...(left > 0 ? [`and ${left} more`] : []),
  ];
  return new BenchError('usage', lines.join('\n'), {
    hint: 'Mend the lines above; `janus-bench suite lint PATH` checks again.',
  });
}

/** In the order a reader goes through the files; what is said twice of one place is said once. */
export function sortedProblems(problems: readonly SuiteProblem[]): readonly SuiteProblem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (left, right) =>
      fileRank(left.file) - fileRank(right.file) ||
      compare(left.file, right.file) ||
      left.line - right.line ||
      left.column - right.column ||
      compare(left.what, right.what),
  );
}

function fileRank(file: string): number {
  return /(?:^|[\\/])suite\.yaml$/.test(file) ? 0 : 1;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
