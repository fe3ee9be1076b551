import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BenchError } from '../errors/bench-error.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { openGraderServices } from '../graders/open-services.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { isJsonObject, type Json } from '../lib/json.js';
import { packageVersion } from '../lib/package-version.js';
import { realClock } from '../lib/real-clock.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { keepMeter, readMeter } from '../results/meter.js';
import { runFile } from '../results/run-folder.js';
import type { RunHeader } from '../results/run-header.js';
import type { RunResult } from '../results/run-result.js';
import { writeResult } from '../results/write-result.js';
import { openAssets } from '../suite/assets.js';
import { fillTask } from '../suite/fill-task.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import { quoted } from '../suite/problem.js';
import type { Suite } from '../suite/task.js';
import { requireAllowedGraders } from './allowed-graders.js';
import { meterJudge } from './judge-meter.js';
import { openJudgeOf } from './open-judge-of.js';
import type { PlannedAttempt } from './plan.js';
import { checkJudge } from './preflight.js';
import { fitnessForPlan } from './require-fit-judge.js';
import { rescoreAttempts, writeRescored } from './rescore.js';
import { rescoredHeader } from './rescore-header.js';
import type { RescoreSettings } from './rescore-settings.js';
import type { RescoreSource } from './rescore-source.js';
import { assembleRun } from './run.js';
import type { OnRunEvent } from './run-event.js';
import { openRunPlace, type RunPlace } from './run-place.js';
import type { Secrets } from './secrets.js';

export interface RescoreCall {
  readonly source: RescoreSource;
  readonly loaded: RescoreSettings;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
}

export interface RescoreOutcome {
  readonly result: RunResult;
  readonly folder: string;
  readonly exitReason: ExitReason;
}

/**
 * Grades and scores a run again from its journal, into a run folder of its own; the old one is only read, and nobody is
 * asked but the judge. Throws BenchError as `run` does for suite, settings and judge; then nothing is left behind.
 */
export async function rescoreRun(call: RescoreCall): Promise<RescoreOutcome> {
  const { source, loaded, env, secrets, signal, onEvent } = call;
  const { settings } = loaded;
  const suite = await suiteOf(call);
  const plan = filledAttempts(source.journal.records, suite);
  requireAllowedGraders({ suite, plan }, { ...settings, official: source.journal.header.official });
  await using place = await openRunPlace({ output: settings.output }, realClock);
  const onWarning = (message: string) => onEvent({ kind: 'warning', message });
  await using judge = await openJudgeOf(settings, secrets, { env, onWarning });
  if (judge !== undefined) await checkJudge(judge, signal);
  const fitness = await fitnessForPlan(judge, plan, { settings, onEvent, signal });
  const identity = judge === undefined ? null : { ...judge.identity, fitness };
  await rescoreInto(place, call, { suite, plan, judge, identity });
  const result = await assembleRun(place.folder, {
    judgeUsage: judge?.usage(),
    allowPartial: settings.allowPartial,
  });
  const { official: withPublic } = result.run;
  await writeResult(place.folder, result, { withPublic, secrets: secrets.texts });
  const isBudgetSpent = judge?.usage().isBudgetSpent === true;
  return { result, folder: place.folder, exitReason: isBudgetSpent ? 'budget' : 'ok' };
}

async function suiteOf({ source, loaded: { settings }, env }: RescoreCall): Promise<Suite> {
  const suite = await loadSuite(settings.suite, { searchPath: suiteSearchPath(env) });
  if (recordsOf(source.journal.records, suite).length > 0) return suite;
  throw new BenchError('usage', `the suite ${quoted(suite.card.name)} has no task of this run`, {
    hint: 'Name the suite of the run, or a later version of it, with --suite.',
  });
}

/** As their graders see them; those whose variant or task is gone are not graded. */
function filledAttempts(records: readonly AttemptRecord[], { tasks }: Suite): readonly PlannedAttempt[] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  return records.flatMap(({ attemptId, taskId, repeat, variant, nonce }) => {
    const task = known.get(taskId);
    return task?.variants[variant] === undefined
      ? []
      : [{ attemptId, repeat, task: fillTask(task, variant, nonce) }];
  });
}

function recordsOf(records: readonly AttemptRecord[], { tasks }: Suite): readonly AttemptRecord[] {
  const ids = new Set(tasks.map(({ id }) => id));
  return records.filter(({ taskId }) => ids.has(taskId));
}

interface Graded {
  readonly suite: Suite;
  readonly plan: readonly PlannedAttempt[];
  readonly judge: OpenJudge | undefined;
  readonly identity: RunHeader['judge'];
}

async function rescoreInto(
  { folder, runId, startedAt }: RunPlace,
  { source, loaded, secrets: { texts: secrets }, signal, onEvent }: RescoreCall,
  { suite, plan, judge, identity }: Graded,
): Promise<void> {
  const { journal } = source;
  const { header, changes } = rescoredHeader({
    ...source,
    runId,
    rescoredAt: startedAt,
    version: packageVersion(),
    suite,
    suiteReference: loaded.settings.suite,
    judge: identity,
    recorded: loaded.recorded,
  });
  const judgeUse: Json[] = [];
  const metered = judge === undefined ? undefined : await meterJudge(judge, linesInto(judgeUse));
  const asset = openAssets(suite);
  await using services = await openGraderServices({
    graders: plan.flatMap(({ task }) => task.graders),
    asset,
    judge: metered?.judge,
    allowCustom: loaded.settings.customGraders,
  });
  const total = recordsOf(journal.records, suite).length;
  onEvent({ kind: 'started', runId, folder, suite: header.suite.name, total, done: 0, concurrency: 4 });
  const records = await rescoreAttempts(journal.records, {
    services,
    asset,
    suite,
    changes,
    userKeys: userKeysOf(journal.header),
    secrets,
    signal,
    onRescored: (record, done) => onEvent({ kind: 'attempt_finished', record, done, total }),
  });
  await metered?.settle();
  // Before the journal, with which the folder becomes a run.
  await copyMeter(source.journalPath, folder);
  await writeRescored(folder, { header, resumedAt: journal.resumedAt, judgeUse, records });
}

/** A journal that is written later. */
function linesInto(lines: Json[]) {
  return {
    append: (line: Json) => Promise.resolve(void lines.push(line)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function copyMeter(journalPath: string, folder: string): Promise<void> {
  const path = runFile(dirname(journalPath), 'meter');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) await keepMeter(folder, await readMeter(path));
}

/** What the user of the run put into every request's body. */
function userKeysOf({ settings }: RunHeader): ReadonlySet<string> {
  const body = settings['body']?.value;
  const isSet = (key: string) => (settings[key]?.value ?? null) !== null;
  return new Set([
    ...(isSet('temperature') ? ['temperature'] : []),
    ...(isSet('maxTokens') ? ['max_tokens'] : []),
    ...(isJsonObject(body) ? Object.keys(body) : []),
  ]);
}
