import type { RunResult } from '../results/run-result.js';
import type { NamedRun } from './compared-run.js';

/** What a reader should know of each run, one sentence each. */
export function notesOfRun({ name, result }: NamedRun): readonly string[] {
  const { validity, run, attempts } = result;
  const missing = run.plannedAttempts - attempts.length;
  return [
    ...(validity.status === 'suspect' ? [`${name} is suspect: ${validity.reasons.join('; ')}.`] : []),
    ...(run.complete || missing <= 0
      ? []
      : [`${name} is not finished: ${missing} of ${run.plannedAttempts} attempts are missing.`]),
  ];
}

/** What a reader should know of the two together. */
export function notesBetween(base: NamedRun, candidate: NamedRun): readonly string[] {
  const [then, now] = [base.result, candidate.result];
  return [
    ...sameAttempts(base, candidate),
    ...(then.run.version === now.run.version
      ? []
      : [`They were made by janus-bench ${then.run.version} and ${now.run.version}.`]),
    ...(machineOf(then) === machineOf(now)
      ? []
      : [`They were measured on different machines: ${machineOf(then)}, and ${machineOf(now)}.`]),
  ];
}

function sameAttempts(base: NamedRun, candidate: NamedRun): readonly string[] {
  const [then, now] = [base.result, candidate.result];
  if (then.run.id === now.run.id) return ['Both are the same run: it is compared with itself.'];
  if (sourceOf(then) !== sourceOf(now)) return [];
  return [
    'They hold the same attempts, graded anew for one of them: only grades and scores can differ, not the miner.',
  ];
}

/** The run that made the attempts. */
function sourceOf({ rescored, run }: RunResult): string {
  return rescored?.runId ?? run.id;
}

function machineOf({ environment: { os, arch, cpus, cpuModel, node } }: RunResult): string {
  return `${cpuModel} × ${cpus} (${os} ${arch}, Node ${node})`;
}
