import type { KeyObject } from 'node:crypto';
import { BenchError } from '../errors/bench-error.js';
import { readResultFile } from '../results/read-run.js';
import { resumeCommand } from '../results/resume-command.js';
import { runFile } from '../results/run-folder.js';
import type { RunResult } from '../results/run-result.js';
import { signRun } from '../results/sign.js';
import { writeResult } from '../results/write-result.js';
import type { OnRunEvent } from './run-event.js';
import type { RunEnding } from './run.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './settings.js';

/** When a run ended that had nothing left to do; undefined: its result was never written. */
export async function finishedBefore(folder: string): Promise<string | undefined> {
  const before = await readResultFile(runFile(folder, 'result')).catch(() => undefined);
  return before?.run.finishedAt;
}

/** Writes and signs the result. Throws BenchError that says how to go on: the journal is whole. */
export async function writeRun(
  folder: string,
  result: RunResult,
  {
    settings,
    secrets,
    signingKey,
  }: { settings: Settings; secrets: Secrets; signingKey: KeyObject | undefined },
): Promise<void> {
  try {
    await writeResult(folder, result, { withPublic: settings.official, secrets: secrets.texts });
    if (signingKey !== undefined) await signRun(folder, signingKey);
  } catch (cause) {
    if (!(cause instanceof BenchError)) throw cause;
    throw new BenchError(cause.reason, cause.message, {
      hint: `${cause.hint ?? ''} Nothing is lost: the journal is whole. Then: ${resumeCommand(result.run, folder)}`.trim(),
      cause,
    });
  }
}

/** Tells that the run has ended and, where it was interrupted, how to go on. */
export function announceEnd(end: {
  readonly result: RunResult;
  readonly ending: RunEnding;
  readonly folder: string;
  readonly onEvent: OnRunEvent;
}): void {
  const { result, ending, folder, onEvent } = end;
  if (ending === 'interrupted') {
    const { plannedAttempts: total } = result.run;
    onEvent({
      kind: 'interrupted',
      resumeCommand: result.load.open === null ? resumeCommand(result.run, folder) : undefined,
      done: result.attempts.length,
      total,
    });
  }
  onEvent({ kind: 'finished', folder, result });
}
