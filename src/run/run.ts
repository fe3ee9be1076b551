import type { ExitReason } from '../errors/exit-codes.js';
import { assemble, type AssembleOptions } from '../results/assemble.js';
import type { Journal } from '../results/journal-file.js';
import { readRecords } from '../results/read-records.js';
import { runFile } from '../results/run-folder.js';
import type { RunHeader } from '../results/run-header.js';
import type { RunResult } from '../results/run-result.js';
import { closedLoop, openLoop, type Pace } from './load-pace.js';
import { performPlan, type PerformedPlan } from './perform-plan.js';
import type { PlannedAttempt } from './plan.js';
import type { RequestDefaults, RunPorts } from './ports.js';
import { remainingAttempts } from './resume.js';

/** A run that is about to begin, or to go on: everything decided, nothing sent. */
export interface PreparedRun {
  readonly folder: string;
  readonly header: RunHeader;
  /** Undefined: a new run. Else what the journal holds already. */
  readonly began: Journal | undefined;
  readonly plan: readonly PlannedAttempt[];
  /** When each attempt of an open loop is due, ms since the load began; undefined: a closed loop. */
  readonly arrivalsMs: readonly number[] | undefined;
  readonly request: RequestDefaults;
  readonly bail: boolean;
  /** Of the requests that were made to warm up just now. */
  readonly warmUpTraces: readonly string[];
  readonly signal: AbortSignal;
}

export type RunEnding = PerformedPlan['ended'];

/** Performs what is left of the plan; its journal is open and has its first line. */
export async function performRun(prepared: PreparedRun, ports: RunPorts): Promise<RunEnding> {
  const { header, began, plan, request, signal } = prepared;
  const left = remainingAttempts(plan, began?.records ?? []);
  if (began !== undefined) {
    const resumedAt = ports.clock.wall().toISOString();
    const { warmUpTraces } = prepared;
    await ports.journal.append({ schema: 'janus-bench/resume', schemaVersion: 1, resumedAt, warmUpTraces });
  }
  ports.onEvent({
    kind: 'started',
    runId: header.runId,
    folder: prepared.folder,
    suite: header.suite.name,
    total: plan.length,
    done: plan.length - left.length,
    concurrency: header.concurrency,
    rate: header.load?.rate,
  });
  const { ended } = await performPlan(left, ports, {
    request,
    pace: paceOf(prepared, ports),
    alreadyDone: plan.length - left.length,
    bail: prepared.bail,
    signal,
  });
  return ended;
}

function paceOf({ arrivalsMs, header, signal }: PreparedRun, { clock }: RunPorts): Pace {
  return arrivalsMs === undefined ? closedLoop(header.concurrency) : openLoop({ arrivalsMs, clock, signal });
}

/** The result of a run folder as it stands: everything from its journal, metered usage joined. */
export async function assembleRun(folder: string, options: AssembleOptions): Promise<RunResult> {
  return assemble(await readRecords(runFile(folder, 'journal')), options);
}

/** What the program's exit code says of a finished run. */
export function exitReasonOf(
  result: RunResult,
  ending: RunEnding,
  { isBudgetSpent }: { readonly isBudgetSpent: boolean },
): ExitReason {
  if (ending === 'interrupted') return 'interrupted';
  if (isBudgetSpent) return 'budget';
  if (ending === 'bailed') return 'bar';
  return result.validity.status === 'invalid' ? 'invalid' : 'ok';
}
