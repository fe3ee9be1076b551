import { formatShare } from '../lib/quantity.js';
import { publishableLimits } from '../results/publishable.js';
import type { NamedRun } from './compared-run.js';
import type { Comparison } from './comparison.js';
import { sharesAttempts } from './attempt-source.js';
import type { GateFailure } from './gate-decision.js';

/** What makes a run no evidence at all, as baseline or as candidate: each with what to do. */
export function unfitFor(role: 'baseline' | 'candidate', { name, result }: NamedRun): readonly GateFailure[] {
  const { validity, coverage, run, attempts } = result;
  const again = role === 'baseline' ? 'take another run as the baseline' : 'mend the cause and run it again';
  const most = 1 - publishableLimits.coverage[run.official ? 'official' : 'other'];
  const failures: GateFailure[] = [];
  if (attempts.every(({ countedQuality }) => countedQuality === null)) {
    failures.push({
      kind: 'bar',
      what: `nothing was measured in the ${role} ${name}: no attempt could be counted`,
      fix: `see why with \`janus-bench report ${run.id}\`, then ${again}`,
    });
  } else if (coverage.errorShare > most + 1e-9) {
    failures.push({
      kind: 'bar',
      what: `${formatShare(coverage.errorShare)} of the attempts of the ${role} ${name} could not be graded (at most ${formatShare(most, 0)})`,
      fix: `these are faults of judge, sandbox or machine, not of the agent: ${again}`,
    });
  }
  if (validity.status === 'invalid') {
    failures.push({
      kind: 'invalid',
      what: `the measurement of the ${role} ${name} is invalid: ${validity.reasons.join('; ')}`,
      fix: `measure on a quieter machine: ${again}`,
    });
  }
  if (!run.complete) {
    failures.push({
      kind: 'bar',
      what: `the ${role} ${name} is not finished: ${attempts.length} of ${run.plannedAttempts} attempts`,
      fix: `finish it with \`janus-bench run --resume ${run.id}\``,
    });
  }
  return failures;
}

/** A baseline of failures would let everything pass. */
export function unanswered({ name, result }: NamedRun): readonly GateFailure[] {
  if (result.attempts.length === 0 || result.attempts.some(({ outcome }) => outcome === 'ok')) return [];
  return [
    {
      kind: 'bar',
      what: `${name} is no baseline: not one of its ${result.attempts.length} attempts was answered`,
      fix: 'take a run of a working agent as the baseline',
    },
  ];
}

/** Attempts that are held against themselves prove nothing about another agent, however they were graded. */
export function sameAttempts(baseline: NamedRun, candidate: NamedRun): readonly GateFailure[] {
  const isSameRun = baseline.result.run.id === candidate.result.run.id;
  if (isSameRun || !sharesAttempts(baseline.result, candidate.result)) return [];
  return [
    {
      kind: 'incomparable',
      what: `${candidate.name} holds attempts of the baseline itself, rescored or merged: the candidate did not make them anew`,
      fix: 'run the candidate; to see what another grading changes, use `janus-bench compare`',
    },
  ];
}

/** What makes two runs no comparison. `isUnfit`: what is wrong with one of them alone has been said. */
export function incomparable(comparison: Comparison, isUnfit: boolean): readonly GateFailure[] {
  const { obstacles, base, candidate, tasks } = comparison;
  if (base.runId === candidate.runId) {
    return [
      {
        kind: 'incomparable',
        what: `${candidate.name} is the baseline itself: nothing was compared`,
        fix: 'run the candidate first, or name it with --candidate',
      },
    ];
  }
  if (obstacles.length > 0) {
    return isUnfit && obstacles.every((obstacle) => /is invalid: |holds no attempt$/.test(obstacle))
      ? []
      : obstacles.map((what) => ({
          kind: 'incomparable',
          what: `not comparable: ${what}`,
          fix: 'measure both in the same way; after a wanted change, make a new baseline',
        }));
  }
  if (tasks.compared > 0) return [];
  return [
    {
      kind: 'bar',
      what: 'nothing was compared: no task was counted in both runs',
      fix: 'run the candidate on tasks that the baseline has (see --only, --category and --limit)',
    },
  ];
}
