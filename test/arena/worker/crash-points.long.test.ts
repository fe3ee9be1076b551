import { beforeAll, describe, expect, test } from 'vitest';
import type { AttemptStatus } from '../../../src/arena/tables/tables.js';
import type { MemoryArena } from '../../support/memory-arena-rows.js';
import { memoryArenaTables } from '../../support/memory-arena-tables.js';
import { scriptedCaseSource, scriptedCorpus } from '../../support/scripted-case-source.js';
import { ScriptedClock } from '../../support/scripted-clock.js';
import {
  agentResult,
  configuredAgent,
  ScriptedWorker,
  type CrashPlan,
  type World,
} from '../../support/scripted-worker.js';

const floorMs = 180_000;

/** A new world, its store and its case source empty: three agents, of which the third is wrong. */
function openWorld() {
  const clock = new ScriptedClock();
  const { tables, rows } = memoryArenaTables();
  const runs = new Map<string, number>();
  const place = { corpus: scriptedCorpus(3), clock: clock.process(), delayMs: 3_000 };
  const { port: source, bodies } = scriptedCaseSource(place);
  const world: World = {
    ...{ clock, tables, source, settings: { startFloorMs: floorMs } },
    agents: ['alpha', 'beta', 'gamma'].map((id) => configuredAgent(id)),
    runAgent:
      (of) =>
      async ({ attemptId, agent, case: { caseId } }, signal) => {
        runs.set(attemptId, (runs.get(attemptId) ?? 0) + 1);
        await of.sleep({ alpha: 20_000, beta: 40_000, gamma: 60_000 }[agent.id] ?? 0, signal);
        return agentResult({ output: { size: agent.id === 'gamma' ? 'wrong' : caseId } });
      },
  };
  const until = async (worker: ScriptedWorker, isReached: () => boolean) => {
    for (let steps = 0; steps < 5_000; steps++) {
      await worker.settle();
      if (isReached()) return;
      clock.advance();
    }
    throw new Error(`not reached; the last calls were ${worker.calls.slice(-10).join(', ')}`);
  };
  const start = (crash?: CrashPlan) => new ScriptedWorker(world, crash);
  return { clock, rows, runs, bodies, until, start };
}

const isOneDone = (rows: MemoryArena) => [...rows.cohorts.values()].some(({ state }) => state === 'done');

/** Every call of a port from the first breath of a process to the end of its first cohort. */
async function callsOfOneCohort(): Promise<readonly string[]> {
  const { rows, until, start } = openWorld();
  const worker = start();
  await until(worker, () => isOneDone(rows));
  return [...worker.calls];
}

interface Crash {
  readonly call: string;
  /** What the store held of cohort and attempts, and what the next process made of each. */
  readonly recoveries: readonly string[];
  readonly broken: readonly string[];
}

async function crashAt(number: number, when: 'before' | 'after'): Promise<Crash> {
  const { clock, rows, runs, bodies, until, start } = openWorld();
  const first = start((call) => (call.number === number ? when : undefined));
  await until(first, () => first.isDead());
  const [cohort] = rows.cohorts.values();
  const state = cohort?.state;
  const left = new Map([...rows.attempts.values()].map(({ id, status }) => [id, status]));
  clock.advance(clock.trueMs + 1_000);
  await until(start(), () => rows.openAttempts.size === 0 && !isAnyUnderWay(rows) && isOneDone(rows));

  return {
    call: `${when} ${number} ${first.calls[number - 1] ?? ''}`,
    recoveries: [
      `a cohort: ${state ?? 'none'} → ${cohort?.state ?? 'a new one'}`,
      ...[...left].map(
        ([id, status]) => `an attempt: ${status} → ${rows.attempts.get(id)?.status ?? 'gone'}`,
      ),
    ],
    broken: [
      ...[...left].flatMap(([id, status]) => brokenRecovery(rows, id, status)),
      ...[...rows.attempts.values()].flatMap(({ id, verdicts }) =>
        verdicts === 1 ? [] : [`${id} has ${verdicts} verdicts`],
      ),
      ...[...runs].flatMap(([id, count]) => (count === 1 ? [] : [`${id} ran ${count} times`])),
      ...[...bodies].flatMap(([id, seen]) => (seen.size === 1 ? [] : [`${id}: ${seen.size} bodies`])),
      ...brokenFloor(rows),
    ],
  };
}

function isAnyUnderWay({ openCohorts }: MemoryArena): boolean {
  return [...openCohorts.values()].some(({ state }) => state !== 'queued');
}

/** returned → submit, submitted → poll, not returned → interrupted, decided: untouched. */
function brokenRecovery(
  { attempts, cohorts }: MemoryArena,
  id: string,
  left: AttemptStatus,
): readonly string[] {
  const attempt = attempts.get(id);
  if (left !== 'pending' && left !== 'running')
    return attempt?.status === 'evaluated' ? [] : [`${id} was ${left} and is lost`];
  const isInterrupted = attempt?.status === 'interrupted' && attempt.reasonCode === 'harness_crash';
  if (!isInterrupted) return [`${id} was ${left} and is ${attempt?.status ?? 'gone'}`];
  return cohorts.get(attempt.cohortId)?.isDegraded === true ? [] : [`its cohort is not degraded`];
}

function brokenFloor({ started }: MemoryArena): readonly string[] {
  const starts = started.map(({ startedAt = 0 }) => startedAt).reverse();
  return starts.flatMap((at, index) =>
    index > 0 && at - (starts[index - 1] ?? 0) < floorMs ? [`start ${index} came too early`] : [],
  );
}

describe('a crash before or after any call of a port', () => {
  let calls: readonly string[] = [];
  const crashes: Crash[] = [];

  beforeAll(async () => {
    calls = await callsOfOneCohort();
    for (let number = 1; number <= calls.length; number++)
      for (const when of ['before', 'after'] as const) crashes.push(await crashAt(number, when));
    console.log(`${calls.length} calls, ${crashes.length} crashes`);
  });

  test('has been tried for every one of them', () => {
    expect(crashes.map(({ call }) => call)).toEqual(
      calls.flatMap((name, index) => [`before ${index + 1} ${name}`, `after ${index + 1} ${name}`]),
    );
    expect([...new Set(calls)].sort()).toMatchInlineSnapshot(`
      [
        "keepPayload",
        "livingExecutors",
        "onVerdicts",
        "probe",
        "queue.send",
        "runAgent",
        "source.fetchCases",
        "source.readEval",
        "source.submit",
        "tables.agents.enabled",
        "tables.agents.register",
        "tables.attempts.claim",
        "tables.attempts.inStatus",
        "tables.attempts.ofCohort",
        "tables.attempts.read",
        "tables.attempts.recordReturn",
        "tables.cases.keep",
        "tables.cases.knownSha256",
        "tables.cases.read",
        "tables.cohorts.drain",
        "tables.cohorts.finish",
        "tables.cohorts.open",
        "tables.cohorts.previous",
        "tables.cohorts.queue",
        "tables.cohorts.recentCaseIds",
        "tables.cohorts.start",
        "tables.evals.open",
        "tables.evals.recordPoll",
        "tables.evals.recordSubmission",
        "tables.evals.recordVerdict",
        "tables.events.add",
        "tables.lease.acquire",
        "tables.lease.renew",
      ]
    `);
  });

  test('breaks no rule', () => {
    expect(crashes.filter(({ broken }) => broken.length > 0)).toEqual([]);
  });

  test('is recovered from whatever the store held', () => {
    const recoveries = new Set(crashes.flatMap((crash) => crash.recoveries));
    expect([...recoveries].sort()).toEqual([
      'a cohort: done → done',
      'a cohort: draining → done',
      'a cohort: none → a new one',
      'a cohort: queued → aborted',
      'a cohort: running → done',
      'an attempt: evaluated → evaluated',
      'an attempt: pending → interrupted',
      'an attempt: returned → evaluated',
      'an attempt: running → interrupted',
      'an attempt: submitted → evaluated',
    ]);
  });
});
