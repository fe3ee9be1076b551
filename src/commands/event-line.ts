import type { RunEvent } from '../run/run-event.js';

/**
 * An event as a line of `--json-events`. Answers and prompts stay in the journal: a finished attempt is told by its
 * outcome and grade, a finished run by its scores.
 */
export function eventLine(event: RunEvent): string {
  return `${JSON.stringify({ schema: 'janus-bench/event', schemaVersion: 1, ...compact(event) })}\n`;
}

function compact(event: RunEvent): object {
  if (event.kind === 'attempt_finished') {
    const { attemptId, taskId, repeat, outcome, grade } = event.record;
    const { verdict, quality, reason, fault } = grade;
    const { kind, done, total } = event;
    return {
      kind,
      done,
      total,
      attemptId,
      taskId,
      repeat,
      outcome,
      grade: { verdict, quality, reason, fault },
    };
  }
  if (event.kind === 'finished') {
    const { run, scores, status, statusReasons, validity, coverage, publishable } = event.result;
    return {
      kind: event.kind,
      folder: event.folder,
      runId: run.id,
      scores,
      status,
      statusReasons,
      validity,
      coverage,
      publishable,
    };
  }
  return event;
}
