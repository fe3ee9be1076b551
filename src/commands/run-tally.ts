import { inert } from '../lib/inert.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import type { RunEvent } from '../run/run-event.js';
import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';

/** Where a run stands, kept up by its events. Shows times and counts, never scores: those come at the end. */
export interface RunTally {
  add(event: RunEvent, nowMs: number): void;
  /** `12/60 · 4 running · 2 grading · 83 % pass · TTFT 412 ms · 1 min 20 s left`; parts that are not known yet are left out. */
  line(nowMs: number): string;
}

export function openTally(): RunTally {
  let [done, total, before, startedMs] = [0, 0, 0, 0];
  let slots = Number.POSITIVE_INFINITY;
  let [passed, judged, failed] = [0, 0, 0];
  let note = 'checking the target';
  const open = new Set<string>();
  const firstOutputs: number[] = [];
  return {
    add(event, nowMs) {
      if (event.kind === 'judge_check') note = `checking the judge with ${event.cases} known cases`;
      if (event.kind === 'preflight') note = 'warming up';
      if (event.kind === 'attempt_started') open.add(event.attemptId);
      if (event.kind === 'first_output') firstOutputs.push(event.ttftMs);
      if (event.kind === 'started')
        [done, before, total, startedMs, slots] = [
          event.done,
          event.done,
          event.total,
          nowMs,
          event.concurrency,
        ];
      if (event.kind !== 'attempt_finished') return;
      ({ done, total } = event);
      open.delete(event.record.attemptId);
      const { verdict } = event.record.grade;
      if (verdict !== 'n_a' && verdict !== 'error') judged += 1;
      if (verdict === 'pass') passed += 1;
      if (event.record.outcome.status !== 'ok') failed += 1;
    },
    line(nowMs) {
      if (open.size === 0 && done === before) return note;
      const left = remainingMs({ finished: done - before, left: total - done, elapsedMs: nowMs - startedMs });
      // A slot is given away once an answer is in: what is open beyond the slots is being graded.
      const grading = Math.max(0, open.size - slots);
      const median = quantile(sortSamples(firstOutputs), 0.5);
      return [
        `${done}/${total}`,
        `${open.size - grading} running`,
        grading === 0 ? undefined : `${grading} grading`,
        judged === 0 ? undefined : `${Math.round((passed / judged) * 100)} % pass`,
        failed === 0 ? undefined : `${failed} failed`,
        median === undefined ? undefined : `TTFT ${roughly(median)}`,
        left === undefined ? undefined : `${roughly(left)} left`,
      ]
        .filter((part) => part !== undefined)
        .join(' · ');
    },
  };
}

/** One finished attempt on one line, for logs. Everything from the miner is inert. */
export function attemptLine(record: AttemptRecord, { done, total }: { done: number; total: number }): string {
  const { attemptId, outcome, grade, exchanges } = record;
  const width = String(total).length;
  const seconds = `${(exchanges.reduce((sum, { endMs }) => sum + endMs, 0) / 1000).toFixed(2)} s`;
  const why =
    outcome.status === 'ok'
      ? grade.reason
      : `${outcome.status === 'miner_error' ? outcome.kind : outcome.status}: ${outcome.detail}`;
  const reason = grade.verdict === 'pass' ? '' : `  ${inert(why, 120)}`;
  return `[${String(done).padStart(width)}/${total}] ${grade.verdict.padEnd(7)} ${attemptId}  ${seconds}${reason}`;
}

/** What the pace so far says; undefined until something finished. */
function remainingMs({
  finished,
  left,
  elapsedMs,
}: {
  finished: number;
  left: number;
  elapsedMs: number;
}): number | undefined {
  return finished === 0 || left === 0 ? undefined : (elapsedMs / finished) * left;
}

/** For a line that changes all the time: no more digits than anyone reads. */
function roughly(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
