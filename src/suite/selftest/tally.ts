import type { FilledTask } from '../task.js';
import type { SelftestFinding, SelftestKind } from './report.js';
import type { Trial } from './trial.js';

/** What one kind of wrong answer earned on one task, over its variants. */
export interface Earned {
  readonly task: FilledTask;
  /** Mean over the variants that could be graded, 0 to 1; undefined where none could. */
  readonly mean: number | undefined;
  /** The variant where it earned most; undefined where none could be graded. */
  readonly best: { readonly variant: number; readonly trial: Trial } | undefined;
}

/** Collects findings (of each kind, task and label the one of the first variant: the others say the same) and counts. */
export interface Tally {
  grades: number;
  unjudged: number;
  readonly findings: readonly SelftestFinding[];
  /** Mutants tried, each once whatever the variants, and those that every variant caught. */
  readonly mutants: { readonly killed: number; readonly tried: number };
  countMutant(key: string, isKilled: boolean): void;
  report(finding: SelftestFinding): void;
  /** Counts a trial; a grade that broke is a finding whatever was expected, and `false` comes back. */
  count(trial: Trial, task: FilledTask, label: string): boolean;
}

export function openTally(): Tally {
  const findings = new Map<string, SelftestFinding>();
  const mutants = new Map<string, boolean>();
  return {
    grades: 0,
    unjudged: 0,
    get findings() {
      return [...findings.values()];
    },
    get mutants() {
      const killed = [...mutants.values()].filter((isKilled) => isKilled).length;
      return { killed, tried: mutants.size };
    },
    countMutant(key, isKilled) {
      mutants.set(key, isKilled && (mutants.get(key) ?? true));
    },
    report(finding) {
      const key = JSON.stringify([finding.kind, finding.category, finding.taskId, finding.label]);
      const known = findings.get(key);
      if (known === undefined || (finding.variant ?? 0) < (known.variant ?? 0)) findings.set(key, finding);
    },
    count(trial, task, label) {
      this.grades += 1;
      if (trial.grade.verdict !== 'error') return true;
      this.report(finding('broken', task, { label, what: `grading broke: ${trial.grade.reason}` }));
      return false;
    },
  };
}

export function finding(
  kind: SelftestKind,
  { category, id, variant }: FilledTask,
  { label, what }: { readonly label: string; readonly what: string },
): SelftestFinding {
  return { kind, category, taskId: id, variant, label, what };
}

/** `partial, quality 0.67: it does not say …`. */
export function outcomeOf({ grade }: Trial): string {
  return `${grade.verdict}, quality ${Number(grade.quality.toFixed(3))}: ${grade.reason}`;
}
