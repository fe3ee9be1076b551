import { digestOf } from '../../lib/digest.js';
import { inert } from '../../lib/inert.js';
import type { Json } from '../../lib/json.js';
import type { AgentResult, AgentTask } from '../agent/agent-result.js';
import type { OpenCohort, StoredAttempt } from '../tables/tables.js';
import { graceMs } from './await-attempts.js';
import { namesOf, reportEvent } from './report-event.js';
import { insistently } from './insistently.js';
import { wallMs } from './wall-ms.js';
import type { WorkerPorts } from './worker-ports.js';

/** Beyond hard timeout and grace: whoever still runs then is cut off. */
const marginMs = 2_000;

/**
 * Performs an attempt that a cohort has sent out, on whatever machine. Nothing happens if it is not pending any more, so
 * a job may come twice. What the agent sent lies in its file before the row says that it returned. What keeps us from
 * running it, `signal` too, ends it as n_a; what the agent does wrong is a result. Rejects only where the store fails.
 */
export async function performAttempt(
  ports: WorkerPorts,
  attemptId: string,
  signal: AbortSignal,
): Promise<void> {
  const claimed = await claim(ports, attemptId);
  if (claimed === undefined) return;
  try {
    await run(ports, claimed, signal);
  } catch (problem) {
    await giveBack(ports, claimed.attempt, problem);
  } finally {
    ports.bell.ring();
  }
}

interface Claimed {
  readonly attempt: StoredAttempt;
  readonly cohort: OpenCohort;
}

async function claim({ tables, clock, settings }: WorkerPorts, id: string): Promise<Claimed | undefined> {
  const attempt = await tables.attempts.read(id);
  if (attempt?.status !== 'pending') return undefined;
  const cohort = (await tables.cohorts.open()).find((one) => one.id === attempt.cohortId);
  if (cohort?.startedAt === undefined) return undefined;
  const atMs = wallMs(clock);
  const startSkewMs = Math.max(0, atMs - cohort.startedAt);
  const isOurs = await tables.attempts.claim(id, { executor: settings.processId, atMs, startSkewMs });
  return isOurs ? { attempt, cohort } : undefined;
}

async function run(ports: WorkerPorts, { attempt, cohort }: Claimed, signal: AbortSignal): Promise<void> {
  const { tables, clock, settings, keepPayload } = ports;
  const task = await taskOf(ports, { attempt, cohort });
  const { raw, ...result } = await runWithin(ports, task, signal);
  const atMs = wallMs(clock);
  const payload = await keepPayload(raw);
  const returned = { executor: settings.processId, atMs, result, payload };
  const isInTime = await insistently(clock, () => tables.attempts.recordReturn(attempt.id, returned));
  if (!isInTime) await report(ports, attempt, { level: 'warning', kind: 'return_too_late' });
}

/** Throws where this machine cannot give the agent exactly what its cohort gets. */
async function taskOf({ tables, settings }: WorkerPorts, { attempt, cohort }: Claimed): Promise<AgentTask> {
  const agent = settings.agents.get(attempt.agent.id);
  if (agent === undefined) throw new Error('this machine has no such agent configured');
  if (agent.version !== attempt.agent.version)
    throw new Error('this machine has another version of the agent configured');
  const frozen = await tables.cases.read(attempt.caseId, attempt.caseVersion);
  if (frozen === undefined) throw new Error('the store has no such case');
  if (digestOf(frozen.payload as Json) !== attempt.payloadSha256)
    throw new Error('the stored case does not have the hash that was frozen');
  return { attemptId: attempt.id, agent, case: { ...frozen, hardTimeoutMs: cohort.hardTimeoutMs } };
}

/** Not a moment longer than an agent may take, whatever it does. */
async function runWithin(
  { runAgent, clock }: WorkerPorts,
  task: AgentTask,
  signal: AbortSignal,
): Promise<AgentResult> {
  const over = new AbortController();
  const isOver = new AbortController();
  const longestMs = task.case.hardTimeoutMs + graceMs + marginMs;
  const cutOff = clock.sleep(longestMs, isOver.signal).then(() => {
    const late = new Error(`the agent's run did not end within ${longestMs / 1_000} s`);
    over.abort(late);
    throw late;
  });
  cutOff.catch(() => undefined);
  try {
    return await Promise.race([runAgent(task, AbortSignal.any([signal, over.signal])), cutOff]);
  } finally {
    isOver.abort();
  }
}

/** The fault is ours: it counts for nobody. */
async function giveBack(ports: WorkerPorts, attempt: StoredAttempt, problem: unknown): Promise<void> {
  const { tables, clock } = ports;
  await insistently(clock, () => tables.attempts.interrupt(attempt.id, 'infrastructure', wallMs(clock)));
  const why = inert(problem instanceof Error ? problem.message : String(problem));
  await report(ports, attempt, { level: 'alert', kind: 'attempt_not_performed', data: { why } });
}

function report(
  ports: WorkerPorts,
  attempt: StoredAttempt,
  { data, ...event }: Pick<Parameters<typeof reportEvent>[1], 'level' | 'kind' | 'data'>,
): Promise<void> {
  const { id, cohortId } = attempt;
  return reportEvent(ports, { ...event, cohortId, attemptId: id, data: { ...namesOf(attempt), ...data } });
}
