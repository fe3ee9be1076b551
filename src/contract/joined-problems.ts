import type { CheckVerdict } from './check.js';
import type { WireProblem } from './wire-lines.js';

/** The verdict of several problems and all of them in words; nothing wrong is a pass. */
export function joinedProblems(problems: readonly WireProblem[]): {
  readonly verdict: CheckVerdict;
  readonly came: string | undefined;
} {
  if (problems.length === 0) return { verdict: 'pass', came: undefined };
  const verdict = problems.some((problem) => problem.verdict === 'fail') ? 'fail' : 'warn';
  return { verdict, came: problems.map(({ what }) => what).join('; ') };
}
